package org.tmpfsroot.workbench.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.Peer;

/** Servers that are, or are not, who they say they are. */
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final byte[] CONTENT = "the file".getBytes(StandardCharsets.UTF_8);
  private static final String HERE = "SAN=dns:localhost,ip:127.0.0.1";

  @TempDir Path folder;
  private final List<HttpsServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void believesAServerOfAnAuthorityThatIsNamed() throws Exception {
    URI uri = serve(HERE, "-1d", 2);
    assertArrayEquals(CONTENT, Files.readAllBytes(fetch(uri, Optional.of(certificate()))));
    assertEquals(
        Presence.WHOLE,
        downloader(Optional.of(certificate()))
            .presence(List.of(pinned(uri)), Progress.SILENT)
            .get(pinned(uri)));
  }

  @Test
  void refusesAnAuthorityThatNobodyKnows() throws Exception {
    assertTrue(refusal(HERE, "-1d", 2, false).contains("of an authority that is not trusted"));
  }

  @Test
  void refusesACertificateOfAnotherHost() throws Exception {
    assertTrue(
        refusal("SAN=dns:mirror.example", "-1d", 2, true).contains("certificate for another host"));
  }

  @Test
  void refusesACertificateOutsideOfItsTime() throws Exception {
    assertTrue(refusal(HERE, "-9d", 2, true).contains("a certificate that has expired"));
    assertTrue(refusal(HERE, "+2d", 2, true).contains("a certificate that is not valid yet"));
  }

  @Test
  void refusesAFileWithoutCertificates() throws IOException {
    Path noise = Files.writeString(folder.resolve("noise.pem"), "nothing");
    Fault fault = assertThrows(Fault.class, () -> Network.of(Map.of(), Optional.of(noise)));
    assertEquals("there is no certificate in PEM in it", fault.why());
    assertThrows(Fault.class, () -> Network.of(Map.of(), Optional.of(folder.resolve("none.pem"))));
  }

  private String refusal(String names, String from, int days, boolean known) throws Exception {
    URI uri = serve(names, from, days);
    Optional<Path> certificates = known ? Optional.of(certificate()) : Optional.empty();
    Fault fault = assertThrows(Fault.class, () -> fetch(uri, certificates));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.why().startsWith(uri + " shows "), fault.why());
    assertEquals(
        Presence.UNREACHABLE,
        downloader(certificates).presence(List.of(pinned(uri)), Progress.SILENT).get(pinned(uri)));
    return fault.why();
  }

  private static Download pinned(URI uri) {
    return Download.pinned("thing", List.of(uri), CONTENT.length, Digest.sha256Of(CONTENT));
  }

  private Path fetch(URI uri, Optional<Path> certificates) {
    return downloader(certificates).fetch(pinned(uri), Progress.SILENT);
  }

  private Downloader downloader(Optional<Path> certificates) {
    return new Downloader(
        new ContentStore(folder.resolve("content")),
        false,
        ServedDownloads.UNHURRIED,
        Network.of(Map.of(), certificates));
  }

  private Path certificate() {
    return folder.resolve("certificate.pem");
  }

  /** Serves with a certificate of an authority of its own. */
  private URI serve(String names, String from, int days)
      throws IOException, GeneralSecurityException {
    Path store = folder.resolve("store");
    Files.deleteIfExists(store);
    // a certificate that is its own authority is believed whatever its time is
    keytool(
        store,
        "-genkeypair",
        "-alias",
        "ca",
        "-dname",
        "CN=authority",
        "-ext",
        "bc:c",
        "-startdate",
        "-20d",
        "-validity",
        "40");
    keytool(store, "-exportcert", "-rfc", "-alias", "ca", "-file", certificate().toString());
    keytool(
        store,
        "-genkeypair",
        "-alias",
        "a",
        "-signer",
        "ca",
        "-dname",
        "CN=tested",
        "-ext",
        names,
        "-startdate",
        from,
        "-validity",
        String.valueOf(days));
    keytool(store, "-delete", "-alias", "ca");
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    servers.add(server);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          boolean head = exchange.getRequestMethod().equals("HEAD");
          if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(CONTENT.length));
          }
          exchange.sendResponseHeaders(200, head ? -1 : CONTENT.length);
          if (!head) {
            exchange.getResponseBody().write(CONTENT);
          }
          exchange.close();
        });
    server.start();
    return URI.create("https://localhost:" + server.getAddress().getPort() + "/file");
  }

  private static void keytool(Path store, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(Arrays.asList(arguments));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC"));
    }
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", new String(PASSWORD)));
    Peer.run(command.toArray(String[]::new)).ok();
  }
}
