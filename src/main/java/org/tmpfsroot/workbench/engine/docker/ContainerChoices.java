package org.tmpfsroot.workbench.engine.docker;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.SettingKeys;
import org.tmpfsroot.workbench.session.Settings;

/**
 * What a session says about containers.
 *
 * @param host of the daemon; empty for the one that is found
 * @param image a ready one, instead of our own
 * @param from what our own image is made from
 * @param certificates a PEM file of authorities that our own image trusts
 * @param network of the daemon, for steps that need one
 */
record ContainerChoices(
    Optional<String> host,
    int release,
    Optional<String> image,
    String from,
    Optional<Path> certificates,
    Optional<URI> proxy,
    String network) {
  private static final String HUB_FOLDER = "library/";

  static ContainerChoices of(ImageSession session) {
    Settings settings = session.settings();
    int release = session.release().number();
    String from = settings.find(SettingKeys.DOCKER_FROM).orElse("fedora:" + release);
    return new ContainerChoices(
        session.engine().host(),
        release,
        settings.find(SettingKeys.DOCKER_IMAGE),
        settings
            .find(SettingKeys.DOCKER_REGISTRY)
            .map(registry -> mirrored(registry, from))
            .orElse(from),
        settings.find(SettingKeys.DOCKER_CERTIFICATES),
        settings.find(SettingKeys.DOCKER_PROXY),
        settings.value(SettingKeys.DOCKER_NETWORK));
  }

  /** An image of the Docker Hub as the mirror calls it; others are left where they are. */
  private static String mirrored(String registry, String from) {
    int slash = from.indexOf('/');
    String first = slash < 0 ? "" : from.substring(0, slash);
    if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
      return from;
    }
    return registry + "/" + (slash < 0 ? HUB_FOLDER : "") + from;
  }

  /** For programs that fetch: what they read is spelled in either case. */
  Map<String, String> proxyVariables() {
    Map<String, String> variables = new TreeMap<>();
    proxy.ifPresent(
        uri -> {
          for (String name : new String[] {"http_proxy", "https_proxy"}) {
            variables.put(name, uri.toString());
            variables.put(name.toUpperCase(java.util.Locale.ROOT), uri.toString());
          }
        });
    return variables;
  }
}
