package org.tmpfsroot.workbench.download;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How servers are reached and which of them are believed to be who they say they are.
 *
 * @param proxies through whom, for each address
 * @param authorities who vouches for servers; empty for those that Java knows
 */
public record Network(ProxySelector proxies, Optional<SSLContext> authorities) {

  /** Straight to every server. */
  public static final Network DIRECT = new Network(HttpClient.Builder.NO_PROXY, Optional.empty());

  /**
   * As the environment says, in the variables that curl goes by, and where it says nothing, Java's
   * own properties ({@code https.proxyHost} and so on).
   *
   * @param certificates a PEM file of authorities that are believed beside those that Java knows
   * @throws org.tmpfsroot.workbench.fault.Fault (usage) for a proxy that cannot be used; (world)
   *     for a file that cannot be read
   */
  public static Network of(Map<String, String> environment, Optional<Path> certificates) {
    Proxies proxies = Proxies.of(environment);
    ProxySelector java = ProxySelector.getDefault();
    return new Network(
        proxies.isEmpty() && java != null ? java : proxies,
        certificates.map(Authorities::withThoseOf));
  }

  HttpClient.Builder client() {
    HttpClient.Builder builder = HttpClient.newBuilder().proxy(proxies);
    authorities.ifPresent(builder::sslContext);
    return builder;
  }
}
