package org.tmpfsroot.workbench.iso;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.Progress;

/** The image while it is written, from its beginning to its end. */
final class ImageOutput {
  private static final long PIECE = 8L * 1024 * 1024;

  private final FileChannel channel;
  private final Progress.Task task;
  private final Growth growth;

  ImageOutput(FileChannel channel, Progress.Task task, Growth growth) {
    this.channel = channel;
    this.task = task;
    this.growth = growth;
  }

  /** Writes the bytes and zeros up to the block's end. */
  void blocks(byte[] bytes) throws IOException {
    write(bytes);
    fillBlock(bytes.length);
  }

  /** Writes zeros up to {@code block}. */
  void zerosUpTo(long block) throws IOException {
    long missing = block * ImageFile.BLOCK - channel.position();
    if (missing < 0) {
      throw new IllegalStateException("wrote " + -missing + " bytes past block " + block);
    }
    while (missing > 0) {
      int n = (int) Math.min(missing, 1 << 16);
      write(new byte[n]);
      missing -= n;
    }
  }

  /** Writes the content and zeros up to the block's end. */
  void content(IsoContent content) throws IOException {
    if (content instanceof IsoContent.OfBytes bytes) {
      write(bytes.bytes());
    } else if (content instanceof IsoContent.OfFile file) {
      copy(file);
    } else if (content instanceof IsoContent.OfEntry entry) {
      for (Extent extent : entry.entry().extents()) {
        copy(entry.image()::transferTo, extent, entry.image().file());
      }
    }
    fillBlock(content.size());
  }

  private void copy(IsoContent.OfFile file) throws IOException {
    try (FileChannel source = openSource(file.file())) {
      if (source.size() != file.size()) {
        throw changed(file.file());
      }
      copy(source::transferTo, new Extent(0, file.size()), file.file());
    }
  }

  private static FileChannel openSource(Path file) {
    try {
      return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw Fault.world("cannot read " + file, IoReason.of(e), "check the path and its rights")
          .causedBy(e);
    }
  }

  /** Something that can have the system copy a part of itself. */
  private interface Source {
    long transferTo(long offset, long count, FileChannel target) throws IOException;
  }

  private void copy(Source source, Extent extent, Path name) throws IOException {
    long done = 0;
    while (done < extent.length()) {
      Cancelled.check();
      long n =
          source.transferTo(
              extent.offset() + done, Math.min(PIECE, extent.length() - done), channel);
      if (n <= 0) {
        throw changed(name);
      }
      done += n;
      grew(n);
    }
  }

  private static Fault changed(Path file) {
    return Fault.world(
            "cannot put " + file + " into the image",
            "it changed while the image was written",
            "leave the file alone and try again")
        .causedBy(new EOFException());
  }

  private void fillBlock(long written) throws IOException {
    int over = (int) (written % ImageFile.BLOCK);
    if (over > 0) {
      write(new byte[ImageFile.BLOCK - over]);
    }
  }

  private void write(byte[] bytes) throws IOException {
    Cancelled.check();
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    grew(bytes.length);
  }

  private void grew(long bytes) throws IOException {
    task.advance(bytes);
    growth.reach(channel.position());
  }
}
