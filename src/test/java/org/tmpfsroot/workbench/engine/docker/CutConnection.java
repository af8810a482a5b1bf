package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port of this machine that leads to a daemon's socket, as a network does: it can be cut. */
final class CutConnection implements AutoCloseable {
  private final Path socket;
  private final ServerSocketChannel port;
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
  private volatile boolean cut;

  private CutConnection(Path socket, ServerSocketChannel port) {
    this.socket = socket;
    this.port = port;
  }

  static CutConnection to(Path socket) throws IOException {
    ServerSocketChannel port = ServerSocketChannel.open();
    port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    CutConnection connection = new CutConnection(socket, port);
    begin(connection::accept);
    return connection;
  }

  private static void begin(Runnable work) {
    Thread thread = new Thread(work, "connection to a daemon");
    thread.setDaemon(true);
    thread.start();
  }

  String host() throws IOException {
    return "tcp://127.0.0.1:" + ((InetSocketAddress) port.getLocalAddress()).getPort();
  }

  /** Ends all that is under way, and whatever is begun until {@link #mend}. */
  void cut() {
    cut = true;
    open.forEach(CutConnection::close);
    open.clear();
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    while (port.isOpen()) {
      try {
        SocketChannel caller = port.accept();
        if (cut) {
          close(caller);
          continue;
        }
        SocketChannel daemon = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        open.addAll(List.of(caller, daemon));
        begin(() -> carry(caller, daemon));
        begin(() -> carry(daemon, caller));
      } catch (IOException e) {
        // the test is over
      }
    }
  }

  private static void carry(SocketChannel from, SocketChannel to) {
    ByteBuffer piece = ByteBuffer.allocate(1 << 16);
    try {
      while (from.read(piece) >= 0) {
        piece.flip();
        while (piece.hasRemaining()) {
          to.write(piece);
        }
        piece.clear();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // it is no longer of use in any case
    }
  }

  @Override
  public void close() throws IOException {
    port.close();
    cut();
  }
}
