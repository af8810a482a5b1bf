package org.tmpfsroot.workbench.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresDocker;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** A daemon that asks who calls, at a port. Seconds: about ten. */
@Tag("machine")
@RequiresDocker
@RequiresPeer({"dockerd", "openssl"})
class TlsDaemonMachineTest {
  private static TemporaryFolder state;
  private static OwnDaemon own;
  private static TestCertificates certificates;
  private static Path caller;
  private static int port;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    state = TemporaryFolder.create();
    certificates = TestCertificates.in(state.path().resolve("certificates"));
    Path server = certificates.issue("daemon", "serverAuth", "rsa:2048");
    caller = certificates.issue("caller", "clientAuth", "rsa:2048");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    own =
        new OwnDaemon(
            state.path(),
            state.path().resolve("data"),
            "--host=tcp://127.0.0.1:" + port,
            "--tlsverify",
            "--tlscacert=" + certificates.authority(),
            "--tlscert=" + server.resolve("cert.pem"),
            "--tlskey=" + server.resolve("key.pem"));
    own.daemon().close();
  }

  @AfterAll
  static void stop() throws IOException {
    own.close();
    state.close();
  }

  private static Daemon connect(String host, Path place) {
    return new DaemonAddresses(Map.of("DOCKER_CERT_PATH", place.toString()), place)
        .connect(Optional.of(host));
  }

  private static String host(String scheme) {
    return scheme + "://127.0.0.1:" + port;
  }

  private static Fault refused(String host, Path place) {
    Fault fault = assertThrows(Fault.class, () -> connect(host, place).close());
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertEquals("cannot find a Docker daemon", fault.what());
    return fault;
  }

  @Test
  void speaksWithWhoIsKnown() throws IOException {
    try (Daemon daemon = connect(host("https"), caller)) {
      daemon.client().pingCmd().exec();
      assertTrue(daemon.product().startsWith("Docker "), daemon.product());
    }
    Path elliptic =
        certificates.issue("elliptic", "clientAuth", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    connect(host("https"), elliptic).close();
    Map<String, String> asDockersClient =
        Map.of(
            "DOCKER_HOST",
            host("tcp"),
            "DOCKER_TLS_VERIFY",
            "1",
            "DOCKER_CERT_PATH",
            caller.toString());
    new DaemonAddresses(asDockersClient, folder).connect(Optional.empty()).close();
  }

  @Test
  void speaksWithTheDaemonOfAContext() throws IOException {
    TestContext.add(folder, "build-host", host("tcp"), Optional.of(caller));
    DaemonAddresses addresses = new DaemonAddresses(Map.of("DOCKER_CONTEXT", "build-host"), folder);
    try (Daemon daemon = addresses.connect(Optional.empty())) {
      daemon.client().pingCmd().exec();
      assertEquals("the context build-host", daemon.address().origin());
    }
  }

  @Test
  void refusesADaemonThatNobodyVouchesFor() throws IOException {
    TestCertificates other = TestCertificates.in(folder.resolve("other"));
    Path place = other.issue("caller", "clientAuth", "rsa:2048");
    Fault fault = refused(host("https"), place);
    assertTrue(
        fault.why().contains("its certificate does not stand up to " + place.resolve("ca.pem")),
        fault.why());
    assertTrue(fault.next().contains("DOCKER_CERT_PATH"), fault.next());
    Files.delete(place.resolve("ca.pem"));
    String without = refused(host("https"), place).why();
    assertTrue(without.contains("there is no " + place.resolve("ca.pem")), without);
  }

  @Test
  void saysWhomTheDaemonDoesNotTrust() throws IOException {
    TestCertificates other = TestCertificates.in(folder.resolve("other"));
    Path stranger = other.issue("stranger", "clientAuth", "rsa:2048");
    Files.copy(
        certificates.authority(), stranger.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
    Fault fault = refused(host("https"), stranger);
    assertTrue(fault.why().contains("does not trust " + stranger.resolve("cert.pem")), fault.why());
    assertTrue(fault.next().contains("a certificate it trusts"), fault.next());

    String nobody = refused(host("https"), certificates.folder()).why();
    assertTrue(nobody.contains("there is no " + certificates.folder().resolve("key.pem")), nobody);
  }

  @Test
  void saysThatOneOfBothDoesNotSpeakTls() throws IOException {
    Fault plain = refused(host("http"), caller);
    assertTrue(plain.why().endsWith("it speaks TLS only"), plain.why());
    assertTrue(plain.next().contains("https://HOST:PORT"), plain.next());

    try (PlainServer server = PlainServer.start()) {
      Fault fault = refused("https://127.0.0.1:" + server.port(), caller);
      assertTrue(fault.why().endsWith("it does not speak TLS"), fault.why());
      Fault other = refused("http://127.0.0.1:" + server.port(), caller);
      assertTrue(other.why().contains("status 404"), other.why());
    }
  }

  @Test
  void refusesACertificateForAnotherName() {
    Fault fault = refused("https://localhost:" + port, caller);
    assertTrue(fault.why().contains("its certificate is for another name"), fault.why());
  }

  @Test
  void saysWhatIsWrongWithAKey() throws IOException {
    Path place = Files.createDirectory(folder.resolve("keys"));
    for (String name : List.of("ca.pem", "cert.pem")) {
      Files.copy(caller.resolve(name), place.resolve(name));
    }
    Path key = place.resolve("key.pem");
    Peer.run(
            "openssl",
            "rsa",
            "-traditional",
            "-in",
            caller.resolve("key.pem").toString(),
            "-out",
            key.toString())
        .ok();
    Fault old = assertThrows(Fault.class, () -> connect(host("https"), place).close());
    assertEquals("cannot use the key in " + place, old.what());
    assertTrue(old.next().contains("openssl pkcs8"), old.next());
    Files.writeString(key, "nothing\n");
    Fault none = assertThrows(Fault.class, () -> connect(host("https"), place).close());
    assertEquals("key.pem holds none", none.why());
    Files.copy(caller.resolve("key.pem"), key, StandardCopyOption.REPLACE_EXISTING);
    Files.delete(place.resolve("cert.pem"));
    Fault alone = assertThrows(Fault.class, () -> connect(host("https"), place).close());
    assertEquals("there is no " + place.resolve("cert.pem"), alone.why());
  }

  /** Answers everything as a web server does that is no daemon. */
  private record PlainServer(ServerSocket socket) implements AutoCloseable {
    private static final byte[] ANSWER =
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);

    static PlainServer start() throws IOException {
      PlainServer server =
          new PlainServer(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
      Thread thread = new Thread(server::answer, "plain server");
      thread.setDaemon(true);
      thread.start();
      return server;
    }

    int port() {
      return socket.getLocalPort();
    }

    private void answer() {
      while (!socket.isClosed()) {
        try (Socket caller = socket.accept()) {
          caller.getInputStream().read(new byte[4096]);
          caller.getOutputStream().write(ANSWER);
          caller.shutdownOutput();
          caller.getInputStream().readAllBytes();
        } catch (IOException e) {
          // the caller, or the test, has had enough
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
