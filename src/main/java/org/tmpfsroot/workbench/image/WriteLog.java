package org.tmpfsroot.workbench.image;

import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.iso.Extent;

/**
 * What a machine wrote to a disk, in its order, in the form of the device mapper's log-writes.
 *
 * @param entries all that its first sector counts
 */
public record WriteLog(Path file, int sectorSize, List<Entry> entries) {
  private static final long MAGIC = 0x6a736677736872L;
  private static final long FLUSH = 1;
  private static final long FUA = 2;
  private static final long DISCARD = 4;
  private static final long KNOWN = 15;
  private static final long MOST_ENTRIES = 20_000_000;
  private static final int HEAD = 32;

  /**
   * One request.
   *
   * @param target the bytes of the disk it is about; of length 0 for a flush alone
   * @param flush whether all that was written before is on the disk once this is done
   * @param durable whether this write is on the disk once it is done
   * @param discard whether it says that the bytes are not needed any more
   * @param dataAt where the written bytes are in the log
   */
  public record Entry(Extent target, boolean flush, boolean durable, boolean discard, long dataAt) {
    boolean changes() {
      return target.length() > 0;
    }
  }

  public WriteLog {
    entries = List.copyOf(entries);
  }

  /**
   * How many entries the log has by now, while it is still being written.
   *
   * @throws Fault (world) when it is no such log
   */
  public static long count(Path file) {
    try (DiskFile log = DiskFile.open(file, StandardOpenOption.READ)) {
      return log.size() < HEAD ? 0 : Bytes.i64(log.read(new Extent(0, HEAD)), 16);
    }
  }

  /**
   * Reads the entries; their data stays in the file.
   *
   * @throws Fault (world) when it is no such log or ends before it should
   */
  public static WriteLog read(Path file) {
    try (DiskFile log = DiskFile.open(file, StandardOpenOption.READ)) {
      if (log.size() < HEAD) {
        throw broken(file, "it is shorter than its first sector");
      }
      byte[] head = log.read(new Extent(0, HEAD));
      long count = Bytes.i64(head, 16);
      long sector = Bytes.u32(head, 24);
      if (Bytes.i64(head, 0) != MAGIC || Bytes.i64(head, 8) != 1) {
        throw broken(file, "it does not begin as one of version 1");
      }
      if (sector < HEAD || sector > 1 << 16 || Long.bitCount(sector) != 1) {
        throw broken(file, "its sector size is " + sector);
      }
      if (count < 0 || count > MOST_ENTRIES) {
        throw broken(file, "it counts " + count + " entries");
      }
      List<Entry> entries = new ArrayList<>();
      long at = sector;
      for (long i = 0; i < count; i++) {
        Cancelled.check();
        Entry entry = entry(log, at, sector, i);
        entries.add(entry);
        at = entry.dataAt() + (entry.discard() ? 0 : roundUp(entry.target().length(), sector));
      }
      if (at > log.size()) {
        throw broken(file, "it ends before its last entry does");
      }
      return new WriteLog(file, (int) sector, entries);
    }
  }

  private static Entry entry(DiskFile log, long at, long sector, long number) {
    if (at > log.size() - sector) {
      throw broken(log.path(), "it ends before entry " + number);
    }
    byte[] head = log.read(new Extent(at, HEAD));
    long place = Bytes.i64(head, 0);
    long count = Bytes.i64(head, 8);
    long flags = Bytes.i64(head, 16);
    long most = Long.MAX_VALUE / 4 / sector;
    if (place < 0 || place > most || count < 0 || count > most || (flags & ~KNOWN) != 0) {
      throw broken(log.path(), "entry " + number + " makes no sense");
    }
    boolean discard = (flags & DISCARD) != 0;
    if (!discard && count * sector > log.size() - at) {
      throw broken(log.path(), "it ends in the data of entry " + number);
    }
    return new Entry(
        new Extent(place * sector, count * sector),
        (flags & FLUSH) != 0,
        (flags & FUA) != 0,
        discard,
        at + sector);
  }

  private static long roundUp(long length, long sector) {
    return (length + sector - 1) / sector * sector;
  }

  private static Fault broken(Path file, String why) {
    return Fault.world(
        file + " is not a log of writes", why, "record it again, and let nothing end QEMU before");
  }
}
