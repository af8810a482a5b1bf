package org.tmpfsroot.workbench.testing;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** An HTTP/1.1 server on a free loopback port that misbehaves when told to. */
public final class FaultyServer implements AutoCloseable {
  /** What is done with one request instead of answering it well. */
  public enum Misbehaviour {
    NOT_FOUND,
    BROKEN,
    CLOSED_WITHOUT_ANSWER,
    SILENT,
    HALF_A_BODY,
    HALF_A_BODY_WITHOUT_LENGTH,
    HALF_A_BODY_THEN_SILENT,
    ONE_BYTE_CHANGED,
    WRONG_LENGTH,
    WRONG_RANGE,
    RANGE_IGNORED,
    NEW_VERSION
  }

  private final ServerSocket socket;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final Map<String, Deque<Misbehaviour>> plans = new HashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch half = new CountDownLatch(1);

  private FaultyServer(ServerSocket socket) {
    this.socket = socket;
  }

  public static FaultyServer start() {
    try {
      FaultyServer server =
          new FaultyServer(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()));
      background(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Serves {@code content} at {@code path}, after one request for each misbehaviour. */
  public URI serve(String path, byte[] content, Misbehaviour... first) {
    files.put(path, content);
    synchronized (plans) {
      plans.put(path, new ArrayDeque<>(List.of(first)));
    }
    return uri(path);
  }

  /** Sends {@code path} on. */
  public URI redirect(String path, String location) {
    redirects.put(path, location);
    return uri(path);
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
  }

  /** What was asked: the path, then the range if there is one. */
  public List<String> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** Returns when half a body has been sent by a misbehaviour that does so. */
  public void awaitHalf() throws InterruptedException {
    half.await();
  }

  private static void background(Runnable work) {
    Thread thread = new Thread(work, "faulty-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        open.add(connection);
        background(() -> converse(connection));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void converse(Socket connection) {
    try (connection) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String path = line.split(" ")[1];
        Map<String, String> headers = new TreeMap<>();
        for (String header = in.readLine();
            header != null && !header.isEmpty();
            header = in.readLine()) {
          int colon = header.indexOf(':');
          headers.put(
              header.substring(0, colon).toLowerCase(Locale.ROOT),
              header.substring(colon + 1).strip());
        }
        requests.add((path + " " + headers.getOrDefault("range", "")).strip());
        boolean stays =
            line.startsWith("HEAD ")
                ? answerHead(path, headers, connection.getOutputStream())
                : answer(path, headers, connection.getOutputStream());
        if (!stays) {
          return;
        }
      }
    } catch (IOException e) {
      // the client went away, as clients do
    }
  }

  /** The same without what follows the headers. */
  private boolean answerHead(String path, Map<String, String> headers, OutputStream out)
      throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    boolean stays = answer(path, headers, all);
    String text = all.toString(StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    out.write(text.substring(0, end < 0 ? 0 : end + 4).getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    return stays;
  }

  /** Whether the connection stays. */
  private boolean answer(String path, Map<String, String> headers, OutputStream out)
      throws IOException {
    String location = redirects.get(path);
    if (location != null) {
      head(out, "302 Found", "Location: " + location, "Content-Length: 0");
      return true;
    }
    byte[] content = files.get(path);
    Misbehaviour how = next(path);
    if (content == null || how == Misbehaviour.NOT_FOUND) {
      head(out, "404 Not Found", "Content-Length: 3");
      out.write("no\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return true;
    }
    if (how == null) {
      return body(content, headers, out, Function.identity());
    }
    return switch (how) {
      case NOT_FOUND -> throw new IllegalStateException("answered above");
      case BROKEN -> {
        head(out, "500 Internal Server Error", "Content-Length: 0");
        yield true;
      }
      case CLOSED_WITHOUT_ANSWER -> false;
      case SILENT -> silent();
      case HALF_A_BODY -> {
        body(content, headers, out, bytes -> Arrays.copyOf(bytes, bytes.length / 2));
        half.countDown();
        yield false;
      }
      case HALF_A_BODY_WITHOUT_LENGTH -> {
        head(out, "200 OK", "Connection: close");
        out.write(content, 0, content.length / 2);
        out.flush();
        yield false;
      }
      case HALF_A_BODY_THEN_SILENT -> {
        body(content, headers, out, bytes -> Arrays.copyOf(bytes, bytes.length / 2));
        half.countDown();
        yield silent();
      }
      case ONE_BYTE_CHANGED ->
          body(
              content,
              headers,
              out,
              bytes -> {
                byte[] changed = bytes.clone();
                changed[changed.length / 3] ^= 0x10;
                return changed;
              });
      case WRONG_LENGTH -> body(Arrays.copyOf(content, content.length + 7), headers, out, b -> b);
      case WRONG_RANGE -> {
        head(
            out,
            "206 Partial Content",
            "Content-Range: bytes 0-9/" + content.length,
            "Content-Length: 10");
        out.write(content, 0, 10);
        out.flush();
        yield true;
      }
      case RANGE_IGNORED -> body(content, Map.of(), out, b -> b);
      case NEW_VERSION -> {
        byte[] changed = content.clone();
        changed[0] ^= 1;
        files.put(path, changed);
        yield body(changed, headers, out, b -> b);
      }
    };
  }

  private @org.jspecify.annotations.Nullable Misbehaviour next(String path) {
    synchronized (plans) {
      Deque<Misbehaviour> plan = plans.get(path);
      return plan == null ? null : plan.pollFirst();
    }
  }

  private static boolean silent() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static boolean body(
      byte[] content, Map<String, String> headers, OutputStream out, Function<byte[], byte[]> spoil)
      throws IOException {
    String tag = '"' + Integer.toHexString(Arrays.hashCode(content)) + '"';
    String range = headers.getOrDefault("range", "");
    boolean same = headers.getOrDefault("if-range", tag).equals(tag);
    byte[] bytes = content;
    if (!range.isEmpty() && same) {
      int from = Integer.parseInt(range.replaceAll("\\D", ""));
      if (from >= content.length) {
        head(out, "416 Range Not Satisfiable", "Content-Length: 0");
        return true;
      }
      bytes = Arrays.copyOfRange(content, from, content.length);
      head(
          out,
          "206 Partial Content",
          "ETag: " + tag,
          "Content-Range: bytes " + from + "-" + (content.length - 1) + "/" + content.length,
          "Content-Length: " + bytes.length);
    } else {
      head(out, "200 OK", "ETag: " + tag, "Content-Length: " + bytes.length);
    }
    out.write(spoil.apply(bytes));
    out.flush();
    return true;
  }

  private static void head(OutputStream out, String status, String... headers) throws IOException {
    out.write(
        ("HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
      synchronized (open) {
        for (Socket connection : open) {
          connection.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
