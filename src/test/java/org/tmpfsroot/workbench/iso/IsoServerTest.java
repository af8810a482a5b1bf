package org.tmpfsroot.workbench.iso;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;

/** An image's files as an HTTP client gets them. */
class IsoServerTest {
  private static final Instant WHEN = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private IsoImage image;
  private IsoServer server;

  @BeforeEach
  void serve() {
    byte[] numbers = new byte[100_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (byte) (i * 31 + i / 251);
    }
    Path file = folder.resolve("some.iso");
    IsoTree tree =
        new IsoTree()
            .file("ks.cfg", IsoContent.ofBytes("text\n".getBytes(StandardCharsets.UTF_8)))
            .file("empty", IsoContent.ofBytes(new byte[0]))
            .file("Packages/l/libstdc++-14.2~rc1^1-1.x86_64.rpm", IsoContent.ofBytes(numbers))
            .file("Packages/a b#ü%.txt", IsoContent.ofBytes(numbers))
            .file(".treeinfo", IsoContent.ofBytes(new byte[] {1, 2, 3}))
            .link("link", "ks.cfg");
    IsoWriter.write(IsoSpec.of("SOME", WHEN, new UUID(1, 2), tree), file, Progress.SILENT);
    image = IsoImage.open(file);
    Map<String, UnaryOperator<String>> texts = Map.of("boot.ipxe", base -> "base " + base + "\n");
    server = IsoServer.start(image, 0, texts, log::add);
  }

  @AfterEach
  void end() throws IOException {
    server.close();
    image.close();
  }

  private HttpResponse<byte[]> ask(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private byte[] content(IsoEntry entry) throws IOException {
    try (InputStream in = image.open(entry)) {
      return in.readAllBytes();
    }
  }

  private static String address(IsoEntry entry) throws IOException {
    try {
      return new URI("http", "x", "/" + entry.path(), null).getRawPath();
    } catch (java.net.URISyntaxException e) {
      throw new IOException(e);
    }
  }

  @Test
  void everyFileIsWhatTheImageHolds() throws IOException, InterruptedException {
    int files = 0;
    for (IsoEntry entry : image.entries()) {
      HttpResponse<byte[]> got = ask("GET", address(entry));
      HttpResponse<byte[]> head = ask("HEAD", address(entry));
      if (!entry.isFile()) {
        assertEquals(404, got.statusCode(), entry.path());
        continue;
      }
      files++;
      assertEquals(200, got.statusCode(), entry.path());
      assertArrayEquals(content(entry), got.body(), entry.path());
      assertEquals(200, head.statusCode());
      assertEquals(0, head.body().length);
      if (entry.size() > 0) {
        assertEquals(entry.size(), got.headers().firstValueAsLong("Content-Length").orElse(-1));
      }
      assertEquals(entry.size(), head.headers().firstValueAsLong("Content-Length").orElse(-1));
    }
    assertEquals(5, files);
    assertTrue(log.contains("127.0.0.1 GET /ks.cfg 200 5"), log.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=5-, 5, 99995",
    "bytes=2047-4097, 2047, 2051",
    "bytes=-10, 99990, 10",
    "bytes=-200000, 0, 100000",
    "bytes=99999-200000, 99999, 1",
    "bytes=0-99999, 0, 100000"
  })
  void aRangeIsSentAlone(String range, int from, int length)
      throws IOException, InterruptedException {
    IsoEntry entry = image.find("Packages/a b#ü%.txt").orElseThrow();
    HttpResponse<byte[]> got = ask("GET", address(entry), "Range", range);
    assertEquals(206, got.statusCode());
    assertArrayEquals(Arrays.copyOfRange(content(entry), from, from + length), got.body());
    assertEquals(
        "bytes " + from + "-" + (from + length - 1) + "/100000",
        got.headers().firstValue("Content-Range").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-1,5-6", "bytes=9-3", "pages=1-2", "bytes=-", "bytes=x-", ""})
  void whatIsNoSingleRangeGetsAll(String range) throws IOException, InterruptedException {
    HttpResponse<byte[]> got = ask("GET", "/ks.cfg", "Range", range);
    assertEquals(200, got.statusCode());
    assertEquals(5, got.body().length);
    assertEquals(200, ask("GET", "/ks.cfg", "Range", "bytes=1-", "If-Range", "x").statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=5-", "bytes=-0", "bytes=100-200"})
  void aRangeBehindTheEndIsRefused(String range) throws IOException, InterruptedException {
    HttpResponse<byte[]> got = ask("GET", "/ks.cfg", "Range", range);
    assertEquals(416, got.statusCode());
    assertEquals("bytes */5", got.headers().firstValue("Content-Range").orElse(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/Packages/../ks.cfg",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/ks.cfg%00",
        "/./ks.cfg",
        "/"
      })
  void nothingElseIsReached(String path) throws IOException {
    // by hand: clients tidy such paths up
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.0\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(answer.startsWith("HTTP/1.1 404"), answer);
    }
  }

  @Test
  void slashesInARowAreOne() throws IOException, InterruptedException {
    assertEquals(200, ask("GET", "/Packages//l/libstdc++-14.2~rc1%5E1-1.x86_64.rpm").statusCode());
  }

  @Test
  void onlyReadingIsAllowed() throws IOException, InterruptedException {
    HttpResponse<byte[]> got = ask("PUT", "/ks.cfg");
    assertEquals(405, got.statusCode());
    assertEquals("GET, HEAD", got.headers().firstValue("Allow").orElse(""));
  }

  @Test
  void textsAreMadeForTheAddressThatWasAsked() throws IOException, InterruptedException {
    assertEquals(
        "base http://127.0.0.1:" + server.port() + "\n",
        new String(ask("GET", "/boot.ipxe").body(), StandardCharsets.UTF_8));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /boot.ipxe HTTP/1.0\r\nHost: a/b c\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertTrue(answer.endsWith("base http://127.0.0.1:" + server.port() + "\n"), answer);
    }
  }

  @Test
  void aPortIsServedOnce() {
    Fault taken =
        assertThrows(Fault.class, () -> IsoServer.start(image, server.port(), Map.of(), log::add));
    assertEquals(ExitCode.WORLD, taken.exitCode());
    assertTrue(taken.next().contains("iso serve FILE --port 0"), taken.next());
  }

  @Test
  void closingFreesThePort() {
    int port = server.port();
    server.close();
    server = IsoServer.start(image, port, Map.of(), log::add);
    assertEquals(port, server.port());
  }
}
