package org.tmpfsroot.workbench.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;

class ProxiesTest {
  private static final Map<String, String> SOME =
      Map.of(
          "https_proxy", "http://safe.example:3128",
          "http_proxy", "open.example",
          "no_proxy", "localhost, .lan.example,*.old.example");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "https://mirror.example/a, safe.example:3128",
    "http://mirror.example/a, open.example:1080",
    "http://localhost:8080/a, DIRECT",
    "https://a.LAN.example/a, DIRECT",
    "https://lan.example/a, DIRECT",
    "https://notlan.example/a, safe.example:3128",
    "https://b.old.example/a, DIRECT"
  })
  void areChosenAsCurlDoes(URI uri, String proxy) {
    assertEquals(proxy, chosen(SOME, uri));
  }

  @Test
  void maySayWhatIsNotTheirs() {
    URI uri = URI.create("http://mirror.example/");
    assertEquals("DIRECT", chosen(Map.of("HTTP_PROXY", "http://evil.example:1"), uri));
    assertEquals("any.example:2", chosen(Map.of("ALL_PROXY", "http://any.example:2"), uri));
    assertEquals("DIRECT", chosen(Map.of("http_proxy", "p:1", "no_proxy", "*"), uri));
    assertEquals("DIRECT", chosen(Map.of("http_proxy", ""), uri));
  }

  private static String chosen(Map<String, String> environment, URI uri) {
    return Optional.ofNullable(Proxies.of(environment).select(uri).get(0).address())
        .map(InetSocketAddress.class::cast)
        .map(address -> address.getHostString() + ":" + address.getPort())
        .orElse("DIRECT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"socks5://p:1", "http://", "http://p:99999", "a b", "http://joe:secret@p:1"})
  void areRefusedWithoutBeingShown(String text) {
    Fault fault = assertThrows(Fault.class, () -> Proxies.of(Map.of("https_proxy", text)));
    assertEquals(ExitCode.USAGE, fault.exitCode());
    assertEquals("cannot use the proxy in $https_proxy", fault.what());
    assertFalse((fault.why() + fault.next()).contains("secret"));
  }

  @Test
  void areAskedForTheWholeAddress() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    byte[] answer = "by proxy".getBytes(StandardCharsets.UTF_8);
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    proxy.start();
    try {
      Network network =
          Network.of(
              Map.of("http_proxy", "http://127.0.0.1:" + proxy.getAddress().getPort()),
              Optional.empty());
      URI uri = URI.create("http://nowhere.invalid/file");
      byte[] bytes =
          new Downloader(new ContentStore(folder), false, ServedDownloads.UNHURRIED, network)
              .fetchBytes("thing", List.of(uri), 100, Progress.SILENT);
      assertArrayEquals(answer, bytes);
      assertEquals(List.of(uri.toString()), asked);
    } finally {
      proxy.stop(0);
    }
  }
}
