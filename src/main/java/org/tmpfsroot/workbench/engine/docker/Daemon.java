package org.tmpfsroot.workbench.engine.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * A daemon that has answered. The version of its interface is asked for first: the client does not
 * negotiate, old daemons refuse what is newer than they are, and new ones what is older.
 *
 * @param product for people: {@code Docker 20.10.24, interface 1.41}
 */
record Daemon(DaemonAddress address, DockerClient client, String product) implements AutoCloseable {
  /** What this program was written for. */
  private static final String WRITTEN_FOR = "1.44";

  private static final Duration TO_CONNECT = Duration.ofSeconds(10);
  private static final int LARGEST_ANSWER = 1 << 20;
  private static final int OK = 200;
  private static final Pattern NO_NETWORK = Pattern.compile("network \\S+ not found");
  private static final Pattern NO_LOGIN =
      Pattern.compile("no basic auth credentials|unauthorized|authentication required|denied");

  /**
   * The first that answers.
   *
   * @param logins the folder of Docker's client, for what {@code docker login} keeps there
   * @throws Fault (world) that says of each why it did not
   */
  static Daemon connect(List<DaemonAddress> addresses, Path logins) {
    List<String> reasons = new ArrayList<>();
    String next = "";
    for (DaemonAddress address : addresses) {
      Cancelled.check();
      NoAnswer none;
      try {
        Answer answer = version(address);
        if (answer.isDaemons()) {
          return of(address, answer, logins);
        }
        none = NoAnswer.of(answer.status(), answer.body());
      } catch (IOException e) {
        none = NoAnswer.of(address, e);
      }
      reasons.add(address + ": " + none.why());
      next = none.next().orElse(next);
    }
    throw Fault.world(
        "cannot find a Docker daemon",
        String.join("; ", reasons),
        next.isEmpty()
            ? "start one, or name one with `engine use docker --host URL`, or type"
                + " `engine use embedded`"
            : next);
  }

  /** What somebody says who was asked for the version, and may be no daemon at all. */
  private record Answer(int status, String body, JsonNode version) {
    static Answer of(DockerHttpClient.Response response) throws IOException {
      String body =
          new String(response.getBody().readNBytes(LARGEST_ANSWER), StandardCharsets.UTF_8);
      JsonNode version = MissingNode.getInstance();
      try {
        version = new ObjectMapper().readTree(body);
      } catch (JsonProcessingException e) {
        // no daemon's
      }
      return new Answer(response.getStatusCode(), body, version);
    }

    boolean isDaemons() {
      return status == OK && !version.path("ApiVersion").asText("").isEmpty();
    }
  }

  private static Daemon of(DaemonAddress address, Answer answer, Path logins) {
    JsonNode version = answer.version();
    String newest = version.path("ApiVersion").asText("");
    String oldest = version.path("MinAPIVersion").asText(newest);
    String spoken = older(newest, WRITTEN_FOR) ? newest : WRITTEN_FOR;
    spoken = older(spoken, oldest) ? oldest : spoken;
    DefaultDockerClientConfig config;
    try {
      config =
          DefaultDockerClientConfig.createDefaultConfigBuilder()
              .withDockerHost(address.uri().toString())
              .withDockerTlsVerify(false)
              .withDockerConfig(logins.toString())
              .withApiVersion(spoken)
              .build();
    } catch (DockerClientException e) {
      throw Fault.world(
              "cannot read the logins for registries",
              "there are none in the form of Docker's client in " + logins,
              "correct config.json there, or write it anew with docker login")
          .causedBy(e);
    }
    // no limit on how long an answer takes: it would end a stream that is silent for a while, and
    // look as if the work had ended well
    DockerHttpClient http = transport(address).build();
    String name =
        version.path("Components").path(0).path("Name").asText("").toLowerCase(Locale.ROOT);
    return new Daemon(
        address,
        DockerClientImpl.getInstance(config, http),
        (name.contains("podman") ? "Podman " : "Docker ")
            + version.path("Version").asText("")
            + ", interface "
            + spoken);
  }

  private static Answer version(DaemonAddress address) throws IOException {
    if (address.isSocket() && !Files.exists(Path.of(address.uri().getPath()))) {
      throw new IOException("there is no such socket");
    }
    DockerHttpClient.Request request =
        DockerHttpClient.Request.builder()
            .method(DockerHttpClient.Request.Method.GET)
            .path("/version")
            .build();
    try (DockerHttpClient http = transport(address).responseTimeout(TO_CONNECT).build();
        DockerHttpClient.Response response = http.execute(request)) {
      return Answer.of(response);
    } catch (RuntimeException e) {
      Cancelled.check();
      if (e.getCause() instanceof Fault fault) {
        throw fault;
      }
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  private static ZerodepDockerHttpClient.Builder transport(DaemonAddress address) {
    ZerodepDockerHttpClient.Builder builder =
        new ZerodepDockerHttpClient.Builder()
            .dockerHost(address.uri())
            .connectionTimeout(TO_CONNECT);
    address.certificates().ifPresent(folder -> builder.sslConfig(new ClientTls(folder)));
    return builder;
  }

  private static boolean older(String version, String than) {
    return number(version) < number(than);
  }

  /** {@code 1.41} as 1041. */
  private static int number(String version) {
    try {
      String[] parts = version.split("\\.", 2);
      return Integer.parseInt(parts[0]) * 1000 + Integer.parseInt(parts[1]);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return 0;
    }
  }

  /**
   * Asks the daemon for something.
   *
   * @param what in words, after "cannot": {@code start a container}
   * @throws Fault (world) when it refuses, or is gone
   * @throws Cancelled when interrupted
   */
  <T> T ask(String what, Supplier<T> question) {
    try {
      return question.get();
    } catch (Fault | Cancelled e) {
      throw e;
    } catch (DockerException e) {
      Cancelled.check();
      throw refused(what, e.getMessage()).causedBy(e);
    } catch (RuntimeException e) {
      Cancelled.check();
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof IOException broken) {
          throw lost(what, IoReason.of(broken)).causedBy(e);
        }
      }
      throw e;
    }
  }

  /** The same for what gives nothing. */
  void tell(String what, Runnable order) {
    ask(
        what,
        () -> {
          order.run();
          return what;
        });
  }

  /** The daemon said no. */
  Fault refused(String what, @org.jspecify.annotations.Nullable String message) {
    String why = String.valueOf(message).replaceAll("\\s+", " ").strip();
    return Fault.world(
        "cannot " + what,
        "the daemon says: " + why,
        advice(why)
            .orElse("look at the daemon at " + address.uri() + ", then type `build run` again"));
  }

  /** What helps against what a daemon complains of; empty where only itself can tell. */
  static Optional<String> advice(String complaint) {
    if (complaint.contains("no space left on device")) {
      return Optional.of(
          "make room where the daemon keeps its images: `build clean --all` removes those of this"
              + " program");
    }
    if (NO_NETWORK.matcher(complaint).find()) {
      return Optional.of(
          "name one that docker network ls lists: `setting set docker.network NAME`");
    }
    if (NO_LOGIN.matcher(complaint).find()) {
      return Optional.of(
          "see that the name is right, and give your login with docker login REGISTRY, which keeps"
              + " it in the client's config.json");
    }
    return Optional.empty();
  }

  /** The daemon does not answer any more. */
  Fault lost(String what, String why) {
    return Fault.world(
        "lost the Docker daemon at " + address.uri(),
        "could not " + what + ": " + why,
        "start it again, then type `build run`: the steps that are done stay done");
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      // nothing is sent when a connection is closed
    }
  }
}
