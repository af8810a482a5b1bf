package org.tmpfsroot.workbench.machine;

import java.nio.file.Path;
import java.util.Optional;

/** Something a machine can start from, with a file behind it that is read byte by byte. */
public sealed interface Drive {

  Path file();

  /** A disc in an optical drive. */
  record Disc(Path file) implements Drive {}

  /** A USB stick that cannot be written to. */
  record Stick(Path file) implements Drive {}

  /**
   * A disk.
   *
   * @param writes what becomes of what the machine writes
   * @param writeLog where each write is logged in the order it was made; only where writes are kept
   */
  record Disk(Path file, DiskBus bus, Writes writes, Optional<Path> writeLog) implements Drive {
    public Disk {
      if (writeLog.isPresent() && writes != Writes.KEPT) {
        throw new IllegalArgumentException("writes that are forgotten cannot be logged");
      }
    }

    /** The same disk, each of whose writes is also appended to {@code log}, an empty file. */
    public Disk withWriteLog(Path log) {
      return new Disk(file, bus, writes, Optional.of(log));
    }
  }

  /** What becomes of what a machine writes. */
  enum Writes {
    /** It is in the file afterwards. */
    KEPT,
    /** It is gone when the machine ends; the file stays as it was. */
    FORGOTTEN
  }

  static Drive disc(Path file) {
    return new Disc(file);
  }

  static Drive stick(Path file) {
    return new Stick(file);
  }

  static Disk disk(Path file, DiskBus bus, Writes writes) {
    return new Disk(file, bus, writes, Optional.empty());
  }
}
