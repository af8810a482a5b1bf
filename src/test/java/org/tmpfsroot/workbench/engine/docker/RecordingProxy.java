package org.tmpfsroot.workbench.engine.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A proxy for HTTP that writes down what it is asked for, and gives nothing but that it is well.
 */
final class RecordingProxy implements AutoCloseable {
  private final HttpServer server;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  private RecordingProxy(HttpServer server) {
    this.server = server;
  }

  static RecordingProxy start() throws IOException {
    RecordingProxy proxy =
        new RecordingProxy(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    proxy.server.createContext("/", proxy::answer);
    proxy.server.start();
    return proxy;
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The whole addresses. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestURI().toString());
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
