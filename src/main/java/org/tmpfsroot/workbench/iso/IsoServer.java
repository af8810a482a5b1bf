package org.tmpfsroot.workbench.iso;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * Serves the files of an image over HTTP, out of the image: whole or one range of them, {@code GET}
 * and {@code HEAD}. Only paths of the image's tree are looked up, so nothing else can be reached.
 */
public final class IsoServer implements AutoCloseable {
  private static final int AT_ONCE = 32;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int NO_SUCH_RANGE = 416;
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9._-]+(:\\d+)?|\\[[0-9a-fA-F:.]+](:\\d+)?");

  private final IsoImage image;
  private final Map<String, UnaryOperator<String>> generated;
  private final Consumer<String> log;
  private final HttpServer server;
  private final ExecutorService workers;

  private IsoServer(
      IsoImage image,
      Map<String, UnaryOperator<String>> generated,
      Consumer<String> log,
      HttpServer server) {
    this.image = image;
    this.generated = Map.copyOf(generated);
    this.log = log;
    this.server = server;
    this.workers =
        Executors.newFixedThreadPool(
            AT_ONCE,
            work -> {
              Thread thread = new Thread(work, "iso-server");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Begins to serve on all of this machine's addresses.
   *
   * @param image stays open as long as it is served
   * @param port 0 for any that is free
   * @param generated texts beside the image's files, by path without a slash at its beginning, each
   *     made from the address the client reached us by ({@code http://HOST:PORT})
   * @param log gets a line for each answer, on any thread
   * @throws Fault (world) when the port cannot be had
   */
  public static IsoServer start(
      IsoImage image,
      int port,
      Map<String, UnaryOperator<String>> generated,
      Consumer<String> log) {
    try {
      HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
      IsoServer made = new IsoServer(image, generated, log, server);
      server.setExecutor(made.workers);
      server.createContext("/", made::answer);
      server.start();
      return made;
    } catch (IOException e) {
      throw Fault.world(
              "cannot serve on port " + port,
              IoReason.of(e),
              "choose another: `iso serve FILE --port 0` takes a free one")
          .causedBy(e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = path(exchange.getRequestURI());
    String method = exchange.getRequestMethod();
    String said;
    try (exchange) {
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        said = refuse(exchange, NOT_ALLOWED);
      } else if (generated.containsKey(path)) {
        byte[] text =
            generated.get(path).apply("http://" + host(exchange)).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        said = send(exchange, OK, text.length, new ByteArrayInputStream(text));
      } else {
        Optional<IsoEntry> file = image.find(path).filter(IsoEntry::isFile);
        said = file.isPresent() ? file(exchange, file.get()) : refuse(exchange, NOT_FOUND);
      }
    } catch (IOException e) {
      said = "given up by the client";
    } catch (Fault fault) {
      // the connection is closed in the middle, which the client sees as what it is: not all
      said = fault.what() + ": " + fault.why();
    }
    log.accept(
        exchange.getRemoteAddress().getAddress().getHostAddress()
            + " "
            + method
            + " /"
            + path
            + " "
            + said);
  }

  /** The path in the image; slashes in a row are one, as clients make them of address and path. */
  private static String path(URI asked) {
    return asked.getPath().replaceAll("/{2,}", "/").replaceFirst("^/", "");
  }

  private String file(HttpExchange exchange, IsoEntry entry) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Accept-Ranges", "bytes");
    headers.set("Content-Type", "application/octet-stream");
    headers.set(
        "Last-Modified",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(entry.modified().atOffset(ZoneOffset.UTC)));
    Headers asked = exchange.getRequestHeaders();
    // If-Range needs a mark of the file's state to compare with; all of the file is always right
    Optional<ByteRange> range =
        asked.containsKey("If-Range")
            ? Optional.empty()
            : Optional.ofNullable(asked.getFirst("Range"))
                .flatMap(header -> ByteRange.of(header, entry.size()));
    if (range.isEmpty()) {
      return send(exchange, OK, entry.size(), image.open(entry));
    }
    ByteRange part = range.get();
    if (part.length() == 0) {
      headers.set("Content-Range", "bytes */" + entry.size());
      return refuse(exchange, NO_SUCH_RANGE);
    }
    headers.set(
        "Content-Range",
        "bytes " + part.from() + "-" + (part.from() + part.length() - 1) + "/" + entry.size());
    return send(exchange, PARTIAL, part.length(), image.open(entry, part.from(), part.length()));
  }

  private static String send(HttpExchange exchange, int status, long length, InputStream body)
      throws IOException {
    try (body) {
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
        exchange.sendResponseHeaders(status, -1);
      } else {
        // 0 would mean that the length is not known
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
        try (OutputStream out = exchange.getResponseBody()) {
          body.transferTo(out);
        }
      }
      return status + " " + length;
    }
  }

  private static String refuse(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    return String.valueOf(status);
  }

  /** What the client calls this machine, unless it is no address. */
  private static String host(HttpExchange exchange) {
    String named = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("");
    InetSocketAddress own = exchange.getLocalAddress();
    return HOST.matcher(named).matches()
        ? named
        : own.getAddress().getHostAddress() + ":" + own.getPort();
  }

  /** Ends it; answers that are being sent are cut off. */
  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
