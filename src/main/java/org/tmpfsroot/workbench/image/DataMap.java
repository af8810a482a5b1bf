package org.tmpfsroot.workbench.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.Extent;

/**
 * Where a disk's image is not zero. Found once, copies of it and of its parts take the time and the
 * room of their data only.
 *
 * @param data in order, without overlaps
 */
public record DataMap(Path file, long size, List<Extent> data) {
  private static final int PIECE = 1 << 20;
  private static final int UNIT = 1 << 12;
  private static final byte[] ZEROS = new byte[UNIT];

  /** Looks at all of {@code file}. */
  public static DataMap of(Path file, Progress progress) {
    List<Extent> data = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Progress.Task task = progress.begin("looking at " + file.getFileName(), channel.size())) {
      byte[] piece = new byte[PIECE];
      long at = 0;
      for (int length = read(channel, piece, at); length > 0; length = read(channel, piece, at)) {
        for (int i = 0; i < length; i += UNIT) {
          int unit = Math.min(UNIT, length - i);
          if (!java.util.Arrays.equals(piece, i, i + unit, ZEROS, 0, unit)) {
            add(data, at + i, unit);
          }
        }
        at += length;
        task.advance(length);
      }
      return new DataMap(file, at, List.copyOf(data));
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(file, e);
    }
  }

  private static int read(FileChannel channel, byte[] piece, long at) throws IOException {
    Cancelled.check();
    ByteBuffer buffer = ByteBuffer.wrap(piece);
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {
      // to the end of the piece or of the file
    }
    return buffer.position();
  }

  private static void add(List<Extent> data, long offset, int length) {
    if (!data.isEmpty() && data.get(data.size() - 1).end() == offset) {
      Extent last = data.remove(data.size() - 1);
      data.add(new Extent(last.offset(), last.length() + length));
    } else {
      data.add(new Extent(offset, length));
    }
  }

  /** Makes a sparse copy of all of it. */
  public void copyTo(Path target, Progress progress) {
    copyTo(new Extent(0, size), target, progress);
  }

  /** Makes {@code target} a sparse copy of a part. */
  public void copyTo(Extent part, Path target, Progress progress) {
    long total = data.stream().mapToLong(extent -> common(extent, part).length()).sum();
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        Progress.Task task = progress.begin("copying " + file.getFileName(), total)) {
      out.write(ByteBuffer.allocate(1), part.length() - 1);
      for (Extent extent : data) {
        Extent common = common(extent, part);
        out.position(Math.max(0, common.offset() - part.offset()));
        for (long done = 0; done < common.length(); ) {
          Cancelled.check();
          long moved =
              in.transferTo(
                  common.offset() + done, Math.min(16L << 20, common.length() - done), out);
          if (moved <= 0) {
            throw new IOException("it became shorter while it was read");
          }
          done += moved;
          task.advance(moved);
        }
      }
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(target, e);
    }
  }

  private static Extent common(Extent a, Extent b) {
    long from = Math.max(a.offset(), b.offset());
    return new Extent(from, Math.max(0, Math.min(a.end(), b.end()) - from));
  }
}
