package org.tmpfsroot.workbench.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A block device whose bytes are a file's; closing it takes the device away and leaves the file.
 *
 * @param node such as {@code /dev/loop0}
 * @param file what backs it
 */
public record LoopDevice(Path node, Path file) implements AutoCloseable {

  /** One of {@code size} bytes, all zero. */
  public static LoopDevice over(Path file, long size) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
    String node = Peer.run("losetup", "--find", "--show", file.toString()).ok().strip();
    return new LoopDevice(Path.of(node), file);
  }

  static boolean canBeHad() {
    try {
      Path file = Files.createTempFile("loop", ".img");
      try (LoopDevice device = over(file, 1 << 20)) {
        return Files.isWritable(device.node());
      } finally {
        Files.delete(file);
      }
    } catch (IOException | AssertionError e) {
      return false;
    }
  }

  /** The name that the system gives it: {@code loop0}. */
  public String name() {
    return node.getFileName().toString();
  }

  @Override
  public void close() {
    Peer.run("losetup", "--detach", node.toString()).ok();
  }
}
