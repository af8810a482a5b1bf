package org.tmpfsroot.workbench.machine;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** QEMU's monitor protocol (QMP): a greeting, then a JSON object a line, each answered by one. */
final class Monitor {
  private static final int MOST_BYTES = 1 << 20;
  private static final long LOOK_MILLIS = 20;

  private Monitor() {}

  /**
   * Gives one command without arguments.
   *
   * @return whether it was accepted within {@code limit}
   */
  static boolean execute(Path socket, String command, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.configureBlocking(false);
      StringBuilder heard = new StringBuilder();
      return awaitLine(channel, heard, "\"QMP\"", end)
          && say(channel, "qmp_capabilities")
          && awaitLine(channel, heard, "\"return\"", end)
          && say(channel, command)
          && awaitLine(channel, heard, "\"return\"", end);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean say(SocketChannel channel, String command) throws IOException {
    ByteBuffer words = StandardCharsets.US_ASCII.encode("{\"execute\": \"" + command + "\"}\n");
    while (words.hasRemaining()) {
      channel.write(words);
    }
    return true;
  }

  /** Events come in between, and are passed over. */
  private static boolean awaitLine(SocketChannel channel, StringBuilder heard, String key, long end)
      throws IOException, InterruptedException {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    while (System.nanoTime() < end && heard.length() < MOST_BYTES) {
      int newline = heard.indexOf("\n");
      if (newline >= 0) {
        String line = heard.substring(0, newline);
        heard.delete(0, newline + 1);
        if (line.contains(key)) {
          return true;
        }
        if (line.contains("\"error\"")) {
          return false;
        }
        continue;
      }
      buffer.clear();
      int length = channel.read(buffer);
      if (length < 0) {
        return false;
      }
      if (length == 0) {
        Thread.sleep(LOOK_MILLIS);
      }
      heard.append(StandardCharsets.UTF_8.decode(buffer.flip()));
    }
    return false;
  }
}
