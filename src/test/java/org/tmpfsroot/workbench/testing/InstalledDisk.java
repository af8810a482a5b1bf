package org.tmpfsroot.workbench.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.disk.Partition;

/** The disk of an {@link InstalledSystem}, to be looked into and damaged while nothing runs. */
public record InstalledDisk(Path file) implements AutoCloseable {
  private static final String STATE = "::/EFI/fedora/";
  private static final long MEBIBYTE = 1L << 20;
  // the partition table's own and the BIOS boot partition
  private static final long FIRST = 2 * MEBIBYTE;

  /** A copy to work on in {@code folder}; closed, it is gone. */
  public static InstalledDisk copyOf(Path disk, Path folder) {
    try {
      Path copy = Files.createTempFile(folder, "disk", ".raw");
      Peer.run("cp", "--sparse=always", disk.toString(), copy.toString()).ok();
      return new InstalledDisk(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the partition mounted there begins, in bytes. */
  public static long offset(String mount) {
    long offset = FIRST;
    for (Partition each : InstalledSystem.inputs().layout().partitions()) {
      if (each.mount().equals(mount)) {
        return offset;
      }
      offset += each.size().bytes();
    }
    throw new IllegalArgumentException(mount);
  }

  /** How long it is, in bytes. */
  public static long length(String mount) {
    return InstalledSystem.inputs().layout().partition(mount).orElseThrow().size().bytes();
  }

  /** Writes noise over a part of a partition. */
  public InstalledDisk noise(String mount, long from, long length) {
    byte[] noise = new byte[(int) length];
    new SplittableRandom(from ^ length).nextBytes(noise);
    return write(mount, from, noise);
  }

  /** Writes zeroes over a whole partition. */
  public InstalledDisk zeroes(String mount) {
    return write(mount, 0, new byte[(int) length(mount)]);
  }

  private InstalledDisk write(String mount, long from, byte[] bytes) {
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
      disk.seek(offset(mount) + from);
      disk.write(bytes);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes an ext4 as {@code debugfs} is told to, behind its journal's back. */
  public InstalledDisk debugfs(String mount, String request) {
    Peer.run("debugfs", "-w", "-R", request, file + "?offset=" + offset(mount)).ok();
    return this;
  }

  /** What {@code debugfs} says. */
  public String ask(String mount, String request) {
    return Peer.run("debugfs", "-R", request, file + "?offset=" + offset(mount)).ok();
  }

  /** Replaces a state file of the boot menu. */
  public InstalledDisk state(String name, String lines) {
    String text = "# GRUB Environment Block\n" + lines + "#".repeat(1024);
    return stateFile(name, text.substring(0, 1024));
  }

  /** Replaces it by any bytes. */
  public InstalledDisk stateFile(String name, String text) {
    try {
      Path block = Files.createTempFile("block", ".env");
      Files.writeString(block, text);
      Peer.run("mcopy", "-o", "-i", esp(), block.toString(), STATE + name).ok();
      Files.delete(block);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a state file. */
  public String state(String name) {
    return Peer.run("mtype", "-i", esp(), STATE + name).ok();
  }

  private String esp() {
    return file + "@@" + offset(Layout.EFI);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
