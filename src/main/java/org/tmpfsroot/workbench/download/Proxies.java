package org.tmpfsroot.workbench.download;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * The proxies that the environment names, by curl's rules: {@code https_proxy} and {@code
 * http_proxy} for the addresses of that scheme, else {@code all_proxy}; none for the hosts that
 * {@code no_proxy} lists, with all below them, or for any when that is {@code *}. Capital letters
 * do, too, but for {@code HTTP_PROXY}, which servers set from what their clients send.
 */
final class Proxies extends ProxySelector {
  private static final int USUAL_PORT = 1080;

  private final Optional<Proxy> https;
  private final Optional<Proxy> http;
  private final List<String> direct;

  private Proxies(Optional<Proxy> https, Optional<Proxy> http, List<String> direct) {
    this.https = https;
    this.http = http;
    this.direct = List.copyOf(direct);
  }

  /**
   * @throws Fault (usage) for a proxy that is none or of another kind than HTTP, or that wants a
   *     password
   */
  static Proxies of(Map<String, String> environment) {
    String list = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    return new Proxies(
        first(environment, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
        first(environment, "http_proxy", "all_proxy", "ALL_PROXY"),
        Stream.of(list.split("[,\\s]+"))
            .map(each -> each.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
            .filter(each -> !each.isEmpty())
            .toList());
  }

  private static Optional<Proxy> first(Map<String, String> environment, String... variables) {
    return Stream.of(variables)
        .filter(name -> !environment.getOrDefault(name, "").isEmpty())
        .findFirst()
        .map(name -> proxy(name, environment.getOrDefault(name, "")));
  }

  private static Proxy proxy(String variable, String text) {
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() == null || !"http".equalsIgnoreCase(uri.getScheme())) {
        throw unusable(variable, "it is not the address of an HTTP proxy");
      }
      if (uri.getRawUserInfo() != null) {
        throw unusable(variable, "it holds a name or password, which only a local proxy can send");
      }
      int port = uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
      // resolved by whoever connects: looking a name up may take long and may fail
      return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(uri.getHost(), port));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw unusable(variable, "it is not the address of an HTTP proxy");
    }
  }

  /** The value is not shown: it may hold a password. */
  private static Fault unusable(String variable, String why) {
    return Fault.usage(
        "cannot use the proxy in $" + variable,
        why,
        "set it to an address such as http://proxy.example.org:3128, or unset it");
  }

  /** Whether the environment names none. */
  boolean isEmpty() {
    return https.isEmpty() && http.isEmpty();
  }

  @Override
  public List<Proxy> select(URI uri) {
    String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    Optional<Proxy> proxy = HttpSource.scheme(uri).equals("https") ? https : http;
    return List.of(proxy.filter(any -> !isDirect(host)).orElse(Proxy.NO_PROXY));
  }

  private boolean isDirect(String host) {
    return direct.stream()
        .anyMatch(each -> each.equals("*") || host.equals(each) || host.endsWith("." + each));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    // whoever asked hears of it
  }
}
