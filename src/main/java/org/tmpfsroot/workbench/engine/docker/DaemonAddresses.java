package org.tmpfsroot.workbench.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * Where daemons are looked for. Who names one gets that one and no other: the session before {@code
 * DOCKER_HOST} before the context that Docker's own client would take. Where nobody does, the usual
 * sockets are tried: the system's, those of rootless daemons, Podman's.
 *
 * <p>Contexts are read as Docker's client keeps them: {@code config.json} with {@code
 * currentContext}, and below {@code contexts} the folders {@code meta} and {@code tls}, where a
 * context's folder is named by the SHA-256 of its name.
 *
 * @param environment of this program
 * @param home the user's home folder
 */
record DaemonAddresses(Map<String, String> environment, Path home) {
  private static final String TLS_PORT = ":2376";
  private static final Set<String> WITHOUT_MEANING = Set.of("", "default");

  DaemonAddresses {
    environment = Map.copyOf(environment);
  }

  /**
   * The addresses to try, in this order.
   *
   * @param chosen the session's
   * @throws Fault (usage) when what is named cannot be one; (world) when the client's configuration
   *     cannot be read
   */
  List<DaemonAddress> of(Optional<String> chosen) {
    if (chosen.isPresent()) {
      return List.of(address(chosen.get(), "the session"));
    }
    String host = variable("DOCKER_HOST");
    if (!host.isEmpty()) {
      return List.of(address(host, "DOCKER_HOST"));
    }
    Optional<DaemonAddress> context = context();
    return context.map(List::of).orElseGet(this::sockets);
  }

  /**
   * The first daemon that answers.
   *
   * @throws Fault as {@link #of} does; (world) when none answers
   */
  Daemon connect(Optional<String> chosen) {
    return Daemon.connect(of(chosen), configuration());
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  private DaemonAddress address(String text, String origin) {
    return address(text, origin, certificates(text));
  }

  private static DaemonAddress address(String text, String origin, Optional<Path> certificates) {
    try {
      URI uri = URI.create(text);
      return switch (String.valueOf(uri.getScheme())) {
        case "unix" -> DaemonAddress.socket(Path.of(uri.getPath()), origin);
        case "tcp", "http", "https" ->
            new DaemonAddress(
                new URI("tcp", null, uri.getHost(), port(uri, certificates), null, null, null),
                certificates,
                origin);
        case "ssh" -> throw refused(text, origin, "this program does not speak ssh");
        default -> throw refused(text, origin, "it is not a unix, tcp, http or https address");
      };
    } catch (IllegalArgumentException | java.net.URISyntaxException | NullPointerException e) {
      throw refused(text, origin, "it is not an address").causedBy(e);
    }
  }

  private static int port(URI uri, Optional<Path> certificates) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return certificates.isPresent() ? 2376 : 2375;
  }

  private static Fault refused(String text, String origin, String why) {
    return Fault.usage(
        "cannot use the Docker daemon at " + text + " (" + origin + ")",
        why,
        text.startsWith("ssh:")
            ? "forward its socket, ssh -N -L /tmp/docker.sock:/var/run/docker.sock HOST, then type"
                + " `engine use docker --host unix:///tmp/docker.sock`"
            : "type `engine use docker --host tcp://HOST:2376`");
  }

  /** As Docker's client decides, and besides where the port is the one registered for TLS. */
  private Optional<Path> certificates(String text) {
    boolean wanted =
        text.startsWith("https:")
            || (text.startsWith("tcp:")
                && (!variable("DOCKER_TLS_VERIFY").isEmpty()
                    || !variable("DOCKER_TLS").isEmpty()
                    || text.endsWith(TLS_PORT)));
    if (!wanted) {
      return Optional.empty();
    }
    String named = variable("DOCKER_CERT_PATH");
    return Optional.of(named.isEmpty() ? configuration() : Path.of(named));
  }

  private Path configuration() {
    String named = variable("DOCKER_CONFIG");
    return named.isEmpty() ? home.resolve(".docker") : Path.of(named);
  }

  private Optional<DaemonAddress> context() {
    String name = variable("DOCKER_CONTEXT");
    Path config = configuration().resolve("config.json");
    if (name.isEmpty() && Files.isRegularFile(config)) {
      name = json(config).path("currentContext").asText("");
    }
    if (WITHOUT_MEANING.contains(name)) {
      return Optional.empty();
    }
    String folder = Digest.sha256Of(name.getBytes(StandardCharsets.UTF_8)).hex();
    Path meta = configuration().resolve("contexts/meta").resolve(folder).resolve("meta.json");
    if (!Files.isRegularFile(meta)) {
      throw Fault.world(
          "cannot use the Docker context '" + name + "'",
          "there is no " + meta,
          "choose another with docker context use, or type `engine use docker --host URL`");
    }
    Path tls = configuration().resolve("contexts/tls").resolve(folder).resolve("docker");
    String host = json(meta).path("Endpoints").path("docker").path("Host").asText("");
    Optional<Path> certificates = Files.isDirectory(tls) ? Optional.of(tls) : Optional.empty();
    return Optional.of(address(host, "the context " + name, certificates));
  }

  private static JsonNode json(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw Fault.world(
              "cannot read " + file,
              IoReason.of(e),
              "correct it, or type `engine use docker --host URL`")
          .causedBy(e);
    }
  }

  private List<DaemonAddress> sockets() {
    List<DaemonAddress> sockets = new ArrayList<>();
    sockets.add(DaemonAddress.socket(Path.of("/var/run/docker.sock"), "the system's daemon"));
    String runtime = variable("XDG_RUNTIME_DIR");
    if (!runtime.isEmpty()) {
      Path folder = Path.of(runtime);
      sockets.add(DaemonAddress.socket(folder.resolve("docker.sock"), "a rootless daemon"));
      sockets.add(DaemonAddress.socket(folder.resolve("podman/podman.sock"), "your own Podman"));
    }
    sockets.add(DaemonAddress.socket(home.resolve(".docker/run/docker.sock"), "Docker Desktop"));
    sockets.add(DaemonAddress.socket(Path.of("/run/podman/podman.sock"), "the system's Podman"));
    return sockets;
  }
}
