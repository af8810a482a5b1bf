package org.tmpfsroot.workbench.iso;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Makes the partition tables of an image that is also a disk: a protective MBR behind the boot
 * loader's code, and a GPT at both ends (UEFI specification, chapter 5).
 */
final class HybridTables {
  /** The blocks the second copy of the GPT takes at the end. */
  static final int BACKUP_BLOCKS = 9;

  private static final int SECTOR = PartitionTables.SECTOR;
  private static final int MBR_CODE = 440;
  private static final int MBR_ENTRY = 446;
  private static final int ENTRIES = 128;
  private static final int ENTRY_LENGTH = 128;
  private static final int ENTRY_SECTORS = ENTRIES * ENTRY_LENGTH / SECTOR;
  private static final int HEADER_LENGTH = 92;
  private static final int FIRST_USABLE = 2 + ENTRY_SECTORS;

  /** Bit 0, needed by the platform, and bit 60, read only. */
  static final long REQUIRED_AND_READ_ONLY = 0x1000_0000_0000_0001L;

  /**
   * A partition to be written.
   *
   * @param attributes the flags of its GPT entry
   */
  record Partition(UUID type, UUID id, String name, Extent extent, long attributes) {}

  private final UUID disk;
  private final long sectors;
  private final byte[] entries = new byte[ENTRIES * ENTRY_LENGTH];

  HybridTables(UUID disk, long imageLength, List<Partition> partitions) {
    this.disk = disk;
    this.sectors = imageLength / SECTOR;
    for (int i = 0; i < partitions.size(); i++) {
      putEntry(i * ENTRY_LENGTH, partitions.get(i));
    }
  }

  private void putEntry(int at, Partition partition) {
    Guid.put(entries, at, partition.type);
    Guid.put(entries, at + 16, partition.id);
    LittleEndian.put64(entries, at + 32, partition.extent.offset() / SECTOR);
    LittleEndian.put64(entries, at + 40, partition.extent.end() / SECTOR - 1);
    LittleEndian.put64(entries, at + 48, partition.attributes);
    byte[] name = partition.name.getBytes(StandardCharsets.UTF_16LE);
    System.arraycopy(name, 0, entries, at + 56, name.length);
  }

  /** The first 32 KiB: of {@code code} the part that the tables leave, then the tables. */
  byte[] systemArea(byte[] code) {
    byte[] area = Arrays.copyOf(Arrays.copyOf(code, MBR_CODE), BiosBoot.SYSTEM_AREA);
    area[MBR_ENTRY + 2] = 2;
    area[MBR_ENTRY + 4] = (byte) 0xee;
    Arrays.fill(area, MBR_ENTRY + 5, MBR_ENTRY + 8, (byte) 0xff);
    LittleEndian.put32(area, MBR_ENTRY + 8, 1);
    LittleEndian.put32(area, MBR_ENTRY + 12, Math.min(sectors - 1, 0xffff_ffffL));
    LittleEndian.put16(area, SECTOR - 2, 0xaa55);
    System.arraycopy(header(1, sectors - 1, 2), 0, area, SECTOR, HEADER_LENGTH);
    System.arraycopy(entries, 0, area, 2 * SECTOR, entries.length);
    return area;
  }

  /** The last {@link #BACKUP_BLOCKS} blocks. */
  byte[] backup() {
    byte[] backup = new byte[BACKUP_BLOCKS * ImageFile.BLOCK];
    int headerAt = backup.length - SECTOR;
    System.arraycopy(entries, 0, backup, headerAt - entries.length, entries.length);
    byte[] header = header(sectors - 1, 1, sectors - 1 - ENTRY_SECTORS);
    System.arraycopy(header, 0, backup, headerAt, HEADER_LENGTH);
    return backup;
  }

  private byte[] header(long own, long other, long entriesAt) {
    byte[] header = new byte[HEADER_LENGTH];
    System.arraycopy("EFI PART".getBytes(StandardCharsets.US_ASCII), 0, header, 0, 8);
    LittleEndian.put32(header, 8, 0x10000);
    LittleEndian.put32(header, 12, HEADER_LENGTH);
    LittleEndian.put64(header, 24, own);
    LittleEndian.put64(header, 32, other);
    LittleEndian.put64(header, 40, FIRST_USABLE);
    LittleEndian.put64(header, 48, sectors - 2 - ENTRY_SECTORS);
    Guid.put(header, 56, disk);
    LittleEndian.put64(header, 72, entriesAt);
    LittleEndian.put32(header, 80, ENTRIES);
    LittleEndian.put32(header, 84, ENTRY_LENGTH);
    LittleEndian.put32(header, 88, PartitionTables.crc(entries));
    LittleEndian.put32(header, 16, PartitionTables.crc(header));
    return header;
  }
}
