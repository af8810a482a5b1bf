package org.tmpfsroot.workbench.iso;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Reads the partition tables at the beginning of an image: the MBR's four entries, and the GPT of
 * the UEFI specification. A GPT whose checksums are wrong counts as none, as it does for firmware.
 */
final class PartitionTables {
  static final int SECTOR = 512;

  private static final int MBR_ENTRIES = 446;
  private static final int MOST_ENTRIES = 1024;
  private static final int LARGEST_ENTRY = 1024;
  private static final int HEADER_LENGTH = 92;

  private PartitionTables() {}

  static List<DiskPartition> read(ImageFile file) {
    List<DiskPartition> partitions = new ArrayList<>();
    byte[] head = file.bytes(0, 2 * SECTOR);
    if (LittleEndian.u16(head, SECTOR - 2) == 0xaa55) {
      for (int i = 0; i < 4; i++) {
        readMbrEntry(file, head, i, partitions);
      }
    }
    byte[] header = Arrays.copyOfRange(head, SECTOR, SECTOR + HEADER_LENGTH);
    if (new String(header, 0, 8, StandardCharsets.ISO_8859_1).equals("EFI PART")) {
      readGpt(file, header, partitions);
    }
    return partitions;
  }

  private static void readMbrEntry(
      ImageFile file, byte[] head, int index, List<DiskPartition> partitions) {
    int at = MBR_ENTRIES + 16 * index;
    int type = LittleEndian.u8(head, at + 4);
    long offset = LittleEndian.u32(head, at + 8) * SECTOR;
    long length = LittleEndian.u32(head, at + 12) * SECTOR;
    if (type != 0 && offset < file.size()) {
      partitions.add(
          new DiskPartition(
              DiskPartition.Table.MBR,
              index + 1,
              "",
              String.format(Locale.ROOT, "%02X", type),
              "",
              new Extent(offset, Math.min(length, file.size() - offset))));
    }
  }

  private static void readGpt(ImageFile file, byte[] header, List<DiskPartition> partitions) {
    long headerSum = LittleEndian.u32(header, 16);
    LittleEndian.put32(header, 16, 0);
    long entriesAt = LittleEndian.i64(header, 72);
    long count = LittleEndian.u32(header, 80);
    long entryLength = LittleEndian.u32(header, 84);
    if (LittleEndian.u32(header, 12) != HEADER_LENGTH
        || crc(header) != headerSum
        || count > MOST_ENTRIES
        || entryLength < 128
        || entryLength > LARGEST_ENTRY
        || entriesAt < 2
        || entriesAt > file.size() / SECTOR
        || !file.holds(new Extent(entriesAt * SECTOR, count * entryLength))) {
      return;
    }
    byte[] entries = file.bytes(entriesAt * SECTOR, (int) (count * entryLength));
    if (crc(entries) != LittleEndian.u32(header, 88)) {
      return;
    }
    for (int i = 0; i < count; i++) {
      int at = (int) (i * entryLength);
      long first = LittleEndian.i64(entries, at + 32);
      long last = LittleEndian.i64(entries, at + 40);
      if (LittleEndian.i64(entries, at) == 0 && LittleEndian.i64(entries, at + 8) == 0) {
        continue;
      }
      if (first < 0 || last < first || last >= file.size() / SECTOR) {
        throw file.truncated("its GPT partition " + (i + 1) + " ends in sector " + last);
      }
      partitions.add(
          new DiskPartition(
              DiskPartition.Table.GPT,
              i + 1,
              Guid.text(entries, at + 16),
              Guid.text(entries, at),
              new String(entries, at + 56, 72, StandardCharsets.UTF_16LE).replace("\0", ""),
              new Extent(first * SECTOR, (last - first + 1) * SECTOR)));
    }
  }

  static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
