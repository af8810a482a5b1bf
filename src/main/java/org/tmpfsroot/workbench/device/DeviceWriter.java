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
import org.tmpfsroot.workbench.io.Progress;

/** Copies an image onto a disk and reads it back. */
public final class DeviceWriter {
  /** A multiple of every disk's block. */
  private static final int PIECE = 4 * 1024 * 1024;

  private static final int ALIGNMENT = 4096;

  private final Path image;
  private final BlockDevice device;
  private final Progress progress;

  private DeviceWriter(Path image, BlockDevice device, Progress progress) {
    this.image = image;
    this.device = device;
    this.progress = progress;
  }

  /**
   * Writes all of {@code image} to the beginning of {@code device}. Interrupted, it leaves the disk
   * without a system on it.
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
    ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
    try (FileChannel target = FileChannel.open(device.node(), StandardOpenOption.WRITE);
        Progress.Task task = progress.begin("writing " + device.node(), length)) {
      for (long at = 0; at < length; ) {
        Cancelled.check();
        piece.clear();
        int count = source.read(piece, at);
        if (count < 0) {
          throw new IOException("it became shorter while it was read");
        }
        piece.flip();
        digest.update(piece.duplicate());
        while (piece.hasRemaining()) {
          target.write(piece);
        }
        at += count;
        task.advance(count);
      }
      target.force(true);
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw Fault.world(
              "cannot write " + device.node(),
              org.tmpfsroot.workbench.io.IoReason.of(e),
              "run the program as a user who may write to disks, or take another disk")
          .causedBy(e);
    }
    return HexFormat.of().formatHex(digest.digest());
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
        piece.flip().limit((int) Math.min(count, length - at));
        digest.update(piece);
        at += count;
        task.advance(Math.min(count, length));
      }
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
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
