package org.tmpfsroot.workbench.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.Progress;

/** Copies an image onto a disk and reads it back. */
public final class DeviceWriter {
  /** A multiple of every disk's block. */
  private static final int PIECE = 4 * 1024 * 1024;

  private static final int ALIGNMENT = 4096;

  /**
   * How much the system may hold back: a stick takes minutes for what memory takes in a moment, and
   * neither progress nor Ctrl-C would mean anything.
   */
  private static final long MOST_HELD_BACK = 16L * PIECE;

  private final Path image;
  private final BlockDevice device;
  private final Progress progress;

  private DeviceWriter(Path image, BlockDevice device, Progress progress) {
    this.image = image;
    this.device = device;
    this.progress = progress;
  }

  /**
   * Writes all of {@code image} to the beginning of {@code device}, what starts from it last: while
   * it is not whole, and when it is interrupted, no machine takes the disk for one to start from.
   *
   * @return the digest of what was read back
   * @throws Fault (usage) when the disk is too small; (world) when one of them cannot be read or
   *     written, or what is read back is not what was written
   */
  public static Digest write(Path image, BlockDevice device, Progress progress) {
    return new DeviceWriter(image, device, progress).write();
  }

  private Digest write() {
    long length;
    String written;
    try (FileChannel source = FileChannel.open(image, StandardOpenOption.READ)) {
      length = source.size();
      if (length > device.size().bytes()) {
        throw Fault.usage(
            "cannot write " + image + " to " + device.node(),
            "it has " + length + " bytes, and the disk only " + device.size().bytes(),
            "take a larger disk");
      }
      written = copy(source, length);
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(image, e);
    }
    String found = readBack(length);
    if (!found.equals(written)) {
      throw Fault.world(
          device.node() + " does not hold what was written to it",
          "what was read back has another digest",
          "take another disk: this one is broken, or smaller than it says");
    }
    return new Digest(Digest.Algorithm.SHA256, found);
  }

  private String copy(FileChannel source, long length) throws IOException {
    MessageDigest digest = Digest.Algorithm.SHA256.start();
    ByteBuffer first = ByteBuffer.allocateDirect((int) Math.min(PIECE, length));
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    try (FileChannel target = FileChannel.open(device.node(), StandardOpenOption.WRITE);
        Progress.Task task = progress.begin("writing " + device.node(), length)) {
      write(ByteBuffer.allocate(first.capacity()), target, 0);
      target.force(true);
      for (long at = 0; at < length; ) {
        Cancelled.check();
        ByteBuffer next = at == 0 ? first : piece;
        int count = read(source, next, at);
        digest.update(next.duplicate());
        if (at > 0) {
          write(next, target, at);
        }
        at += count;
        if (at % MOST_HELD_BACK == 0) {
          target.force(false);
        }
        task.advance(count);
      }
      target.force(true);
      write(first, target, 0);
      target.force(true);
    } catch (ClosedByInterruptException | Cancelled e) {
      throw cancelled("nothing starts from it, and what was on it is lost: write to it again");
    } catch (IOException e) {
      throw Fault.world(
              "cannot write " + device.node(),
              IoReason.of(e),
              "run the program as a user who may write to disks, or take another disk")
          .causedBy(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Leaves nobody in doubt about the disk. */
  private Cancelled cancelled(String state) {
    progress.note(device.node() + ": " + state);
    return new Cancelled();
  }

  /** Fills {@code piece}, but at the end of the file. */
  private static int read(FileChannel source, ByteBuffer piece, long at) throws IOException {
    piece.clear();
    int count = 0;
    while (piece.hasRemaining()) {
      int more = source.read(piece, at + count);
      if (more < 0) {
        break;
      }
      count += more;
    }
    if (count == 0) {
      throw new IOException("it became shorter while it was read");
    }
    piece.flip();
    return count;
  }

  private static void write(ByteBuffer piece, FileChannel target, long at) throws IOException {
    long place = at;
    while (piece.hasRemaining()) {
      place += target.write(piece, place);
    }
  }

  /** From the disk itself where that can be had, not from what the system remembers of it. */
  private String readBack(long length) {
    MessageDigest digest = Digest.Algorithm.SHA256.start();
    ByteBuffer piece =
        ByteBuffer.allocateDirect(PIECE + ALIGNMENT).alignedSlice(ALIGNMENT).limit(PIECE);
    try (FileChannel disk = openForReading();
        Progress.Task task = progress.begin("reading " + device.node() + " back", length)) {
      long at = 0;
      while (at < length) {
        Cancelled.check();
        piece.clear().limit(PIECE);
        int count = disk.read(piece, at);
        if (count <= 0) {
          break;
        }
        int wanted = (int) Math.min(count, length - at);
        digest.update(piece.flip().limit(wanted));
        at += count;
        task.advance(wanted);
      }
    } catch (ClosedByInterruptException | Cancelled e) {
      throw cancelled("the image is on it whole, but was not read back");
    } catch (IOException e) {
      throw AtomicFile.cannotRead(device.node(), e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private FileChannel openForReading() throws IOException {
    Set<OpenOption> options = pastTheCache();
    options.add(StandardOpenOption.READ);
    try {
      return FileChannel.open(device.node(), options);
    } catch (IOException | UnsupportedOperationException e) {
      return FileChannel.open(device.node(), StandardOpenOption.READ);
    }
  }

  /**
   * Reads what is on the device rather than what was just written; by name, as no JDK promises it.
   */
  private static Set<OpenOption> pastTheCache() {
    Set<OpenOption> options = new HashSet<>();
    try {
      Object[] all = Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants();
      for (Object each : all == null ? new Object[0] : all) {
        if (each instanceof OpenOption option && each.toString().equals("DIRECT")) {
          options.add(option);
        }
      }
    } catch (ClassNotFoundException e) {
      // then the read comes from the cache, as it does where the device refuses direct reads
    }
    return options;
  }
}
