package org.tmpfsroot.workbench.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.iso.Extent;

/** The bytes of a disk's image. */
final class DiskFile implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final long size;

  private DiskFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  static DiskFile open(Path path, StandardOpenOption... options) {
    if (!Files.isRegularFile(path)) {
      throw Fault.world(
          "cannot read the disk " + path,
          Files.exists(path) ? "it is not a file" : "there is no such file",
          "name the image of a disk");
    }
    try {
      FileChannel channel = FileChannel.open(path, options);
      return new DiskFile(path, channel, channel.size());
    } catch (IOException e) {
      throw Fault.world("cannot open " + path, IoReason.of(e), "check its rights").causedBy(e);
    }
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  byte[] read(Extent extent) {
    if (extent.offset() < 0
        || extent.length() < 0
        || extent.length() > Integer.MAX_VALUE - 16
        || extent.length() > size - extent.offset()) {
      throw damaged("bytes " + extent.offset() + " to " + extent.end() + " are needed");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) extent.length());
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, extent.offset() + buffer.position()) < 0) {
          throw damaged("it became shorter while it was read");
        }
      }
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(path, e);
    }
    return buffer.array();
  }

  void write(long offset, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer, offset + buffer.position());
      }
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(path, e);
    }
  }

  Fault damaged(String why) {
    return Fault.world(
        "the disk " + path + " cannot be read as that of an installed system",
        why,
        "name the image of a disk that was installed to, as it was before any damage");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(path, e);
    }
  }
}
