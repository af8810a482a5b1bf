package org.tmpfsroot.workbench.iso;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.IoReason;

/** The bytes of an image and the faults they can have. */
final class ImageFile implements AutoCloseable {
  static final int BLOCK = 2048;

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private ImageFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  static ImageFile open(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw Fault.world(path + " is not an ISO image", "it is a directory", "name a file");
      }
      if (AtomicFile.isSpecial(path)) {
        throw Fault.world(path + " is not an ISO image", "it is a device or a pipe", "name a file");
      }
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      return new ImageFile(path, channel, channel.size());
    } catch (IOException e) {
      throw Fault.world("cannot read " + path, IoReason.of(e), "check the path and its rights")
          .causedBy(e);
    }
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /** Whether all of {@code extent} is in the file. */
  boolean holds(Extent extent) {
    return extent.offset() >= 0
        && extent.length() >= 0
        && extent.length() <= size - extent.offset();
  }

  byte[] blocks(long block, int count) {
    return bytes(block * BLOCK, count * BLOCK);
  }

  byte[] bytes(long offset, int length) {
    if (!holds(new Extent(offset, length))) {
      throw truncated("bytes " + offset + " to " + (offset + length) + " are needed");
    }
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (read(buffer, offset + buffer.position()) < 0) {
        throw truncated("it became shorter while it was read");
      }
    }
    return buffer.array();
  }

  InputStream stream(List<Extent> extents) {
    return new ExtentStream(this, extents);
  }

  /** Positional, so that several threads may read at once. */
  int read(ByteBuffer buffer, long offset) {
    try {
      return channel.read(buffer, offset);
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw Fault.world("cannot read " + path, IoReason.of(e), "check the disk it is on")
          .causedBy(e);
    }
  }

  /** Lets the system copy at most {@code count} bytes; gives how many it did, 0 at the end. */
  long transferTo(long offset, long count, WritableByteChannel target) throws IOException {
    return channel.transferTo(offset, count, target);
  }

  Fault truncated(String why) {
    return Fault.world(
        path + " is truncated",
        why + ", it has " + size,
        "get the file again and compare its size");
  }

  Fault notAnIso(String why) {
    return Fault.world(path + " is not an ISO image", why, "name an installer image (.iso)");
  }

  Fault damaged(String why) {
    return Fault.world(
        path + " is a damaged ISO image", why, "get the file again and compare its checksum");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
