package org.tmpfsroot.workbench.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresDocker;
import org.tmpfsroot.workbench.testing.RequiresPeer;

class DaemonAddressesTest {
  @TempDir Path home;

  private List<DaemonAddress> found(Map<String, String> environment) {
    return new DaemonAddresses(environment, home).of(Optional.empty());
  }

  private static List<String> words(List<DaemonAddress> addresses) {
    return addresses.stream().map(DaemonAddress::toString).toList();
  }

  private void configure(String json) throws IOException {
    Files.createDirectories(home.resolve(".docker"));
    Files.writeString(home.resolve(".docker/config.json"), json);
  }

  @Test
  void triesTheUsualSocketsWhereNobodyNamesOne() {
    assertEquals(
        List.of(
            "unix:///var/run/docker.sock (the system's daemon)",
            "unix:///run/user/7/docker.sock (a rootless daemon)",
            "unix:///run/user/7/podman/podman.sock (your own Podman)",
            "unix://" + home + "/.docker/run/docker.sock (Docker Desktop)",
            "unix:///run/podman/podman.sock (the system's Podman)"),
        words(found(Map.of("XDG_RUNTIME_DIR", "/run/user/7"))));
    assertEquals(
        "/run/user seven/docker.sock",
        found(Map.of("XDG_RUNTIME_DIR", "/run/user seven")).get(1).uri().getPath());
  }

  @Test
  void theSessionComesBeforeTheVariableBeforeTheContext() throws IOException {
    TestContext.add(home, "far", "tcp://far:2375", Optional.empty());
    TestContext.add(home, "current", "tcp://current:2375", Optional.empty());
    configure("{\"currentContext\": \"current\"}");
    assertEquals(List.of("tcp://current:2375 (the context current)"), words(found(Map.of())));
    assertEquals(
        List.of("tcp://far:2375 (the context far)"), words(found(Map.of("DOCKER_CONTEXT", "far"))));
    Map<String, String> both = Map.of("DOCKER_CONTEXT", "far", "DOCKER_HOST", "tcp://here:1");
    assertEquals(List.of("tcp://here:1 (DOCKER_HOST)"), words(found(both)));
    assertEquals(
        List.of("unix:///s (the session)"),
        words(new DaemonAddresses(both, home).of(Optional.of("unix:///s"))));
    assertEquals(3, found(Map.of("DOCKER_CONTEXT", "default")).size());
  }

  @Test
  void aContextHasItsOwnCertificates() throws IOException {
    Path given = Files.createDirectory(home.resolve("given"));
    for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
      Files.writeString(given.resolve(file), file);
    }
    TestContext.add(home, "far", "tcp://far:4000", Optional.of(given));
    DaemonAddress far = found(Map.of("DOCKER_CONTEXT", "far")).get(0);
    assertEquals("key.pem", Files.readString(far.certificates().orElseThrow().resolve("key.pem")));
  }

  @Test
  @RequiresPeer("docker")
  void readsWhatDockersClientWrites() {
    Map<String, String> environment = Map.of("HOME", home.toString());
    for (List<String> words :
        List.of(
            List.of("create", "far", "--docker", "host=tcp://far:4000"), List.of("use", "far"))) {
      List<String> command = new ArrayList<>(List.of("docker", "context"));
      command.addAll(words);
      Peer.runIn(home, environment, command).ok();
    }
    assertEquals(List.of("tcp://far:4000 (the context far)"), words(found(Map.of())));
  }

  @Test
  void aContextThatIsNotThereIsNamed() throws IOException {
    Fault fault =
        assertThrows(Fault.class, () -> found(Map.of("DOCKER_CONTEXT", "no such context")));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertEquals("cannot use the Docker context 'no such context'", fault.what());
    configure("{ half");
    Fault broken = assertThrows(Fault.class, () -> found(Map.of()));
    assertEquals("cannot read " + home.resolve(".docker/config.json"), broken.what());
    assertTrue(broken.why().contains("line 1"), broken.why());
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://host:2376, tcp://host:2376, true",
    "tcp://host:2375, tcp://host:2375, false",
    "tcp://host, tcp://host:2375, false",
    "https://host, tcp://host:2376, true",
    "http://host:80, tcp://host:80, false",
    "tcp://[::1]:2375, tcp://[::1]:2375, false",
  })
  void choosesPortAndTls(String text, String uri, boolean tls) {
    DaemonAddress address = found(Map.of("DOCKER_HOST", text)).get(0);
    assertEquals(uri, address.uri().toString());
    assertEquals(tls, address.certificates().isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh://host", "host:2375", "ftp://host", "tcp://", "unix://", "tcp:// x"})
  void refusesWhatItCannotSpeak(String text) {
    Fault fault = assertThrows(Fault.class, () -> found(Map.of("DOCKER_HOST", text)));
    assertEquals(ExitCode.USAGE, fault.exitCode());
    assertTrue(fault.what().contains("(DOCKER_HOST)"), fault.what());
  }

  @Test
  void saysOfEachPlaceWhyNobodyIsThere() throws IOException {
    Path runtime = Files.createDirectory(home.resolve("runtime"));
    Files.createFile(runtime.resolve("docker.sock"));
    List<DaemonAddress> ours =
        found(Map.of("XDG_RUNTIME_DIR", runtime.toString())).stream()
            .filter(address -> address.uri().getPath().startsWith(home.toString()))
            .toList();
    Fault fault = assertThrows(Fault.class, () -> Daemon.connect(ours, home).close());
    String[] reasons = fault.why().split("; ");
    assertEquals(3, reasons.length, fault.why());
    assertTrue(reasons[0].endsWith("(a rootless daemon): nobody listens there"), reasons[0]);
    assertTrue(reasons[1].endsWith("(your own Podman): there is no such socket"), reasons[1]);
    assertFalse(fault.why().contains("Exception"), fault.why());
    assertTrue(fault.next().contains("`engine use embedded`"), fault.next());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void saysThatNobodyListensAtAPort(String scheme) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    DaemonAddresses addresses = new DaemonAddresses(Map.of(), home);
    Fault fault =
        assertThrows(
            Fault.class,
            () -> addresses.connect(Optional.of(scheme + "://127.0.0.1:" + port)).close());
    assertTrue(fault.why().endsWith("(the session): nobody listens there"), fault.why());
  }

  @Test
  @Tag("machine")
  @RequiresDocker
  void takesTheFirstSocketThatAnswers() throws IOException {
    Path runtime = Files.createDirectories(home.resolve("runtime/podman")).resolveSibling("");
    Files.createSymbolicLink(runtime.resolve("podman/podman.sock"), RequiresDocker.Daemon.socket());
    List<DaemonAddress> ours =
        found(Map.of("XDG_RUNTIME_DIR", runtime.normalize().toString())).stream()
            .filter(address -> address.uri().getPath().startsWith(home.toString()))
            .toList();
    try (Daemon daemon = Daemon.connect(ours, home)) {
      assertEquals("your own Podman", daemon.address().origin());
      daemon.client().pingCmd().exec();
    }
  }
}
