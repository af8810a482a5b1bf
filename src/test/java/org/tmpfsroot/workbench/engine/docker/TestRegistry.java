package org.tmpfsroot.workbench.engine.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.iso.IsoTree;

/**
 * A registry with one image of one layer, as much of it as a daemon asks for. Daemons speak plain
 * HTTP with one on the loopback interface.
 *
 * <p>Source: the Docker Registry HTTP API V2, and Image Manifest Version 2, Schema 2.
 */
final class TestRegistry implements AutoCloseable {
  private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

  private final HttpServer server;
  private final String login;
  private final byte[] manifest;
  private final Map<String, byte[]> blobs;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private TestRegistry(
      HttpServer server, String login, byte[] manifest, Map<String, byte[]> blobs) {
    this.server = server;
    this.login = login;
    this.manifest = manifest;
    this.blobs = blobs;
  }

  /**
   * Starts one.
   *
   * @param login {@code NAME:PASSWORD} without which it gives nothing; empty for everybody
   */
  static TestRegistry serving(IsoTree root, String login) throws IOException {
    byte[] tar;
    try (InputStream in = new TarSource("", root, Instant.EPOCH).open(amount -> {})) {
      tar = in.readAllBytes();
    }
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(layer)) {
      gzip.write(tar);
    }
    byte[] config =
        """
        {"architecture": "amd64", "os": "linux", "config": {"Env": ["PATH=/bin"]},
         "rootfs": {"type": "layers", "diff_ids": ["%s"]}, "history": [{}]}
        """
            .formatted(digest(tar))
            .getBytes(StandardCharsets.UTF_8);
    byte[] manifest =
        """
        {"schemaVersion": 2, "mediaType": "%s",
         "config": {"mediaType": "application/vnd.docker.container.image.v1+json",
                    "size": %d, "digest": "%s"},
         "layers": [{"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip",
                     "size": %d, "digest": "%s"}]}
        """
            .formatted(
                MANIFEST, config.length, digest(config), layer.size(), digest(layer.toByteArray()))
            .getBytes(StandardCharsets.UTF_8);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    TestRegistry registry =
        new TestRegistry(
            server,
            login,
            manifest,
            Map.of(digest(config), config, digest(layer.toByteArray()), layer.toByteArray()));
    server.createContext("/", registry::answer);
    server.start();
    return registry;
  }

  private static String digest(byte[] bytes) {
    return "sha256:" + Digest.sha256Of(bytes).hex();
  }

  /** As an image's name begins that is in it. */
  String name() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was given, in the order of the questions: {@code /v2/library/fedora/manifests/44}. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String wanted =
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (!login.isEmpty()
        && !wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
      send(exchange, 401, new byte[0]);
    } else if (path.equals("/v2/")) {
      send(exchange, 200, "{}".getBytes(StandardCharsets.UTF_8));
    } else if (path.contains("/manifests/")) {
      asked.add(path);
      exchange.getResponseHeaders().set("Content-Type", MANIFEST);
      exchange.getResponseHeaders().set("Docker-Content-Digest", digest(manifest));
      send(exchange, 200, manifest);
    } else if (blobs.containsKey(last)) {
      asked.add(path);
      send(exchange, 200, blobs.get(last));
    } else {
      send(exchange, 404, new byte[0]);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      boolean head = exchange.getRequestMethod().equals("HEAD");
      if (head) {
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
      }
      exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
