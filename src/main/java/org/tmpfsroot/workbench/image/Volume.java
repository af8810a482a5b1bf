package org.tmpfsroot.workbench.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.tmpfsroot.workbench.iso.DiskPartition;
import org.tmpfsroot.workbench.iso.Extent;

/**
 * A partition and the file system in it.
 *
 * @param uuid the file system's, in lower case; empty for {@link Kind#FAT} and {@link Kind#OTHER}
 * @param label the file system's; empty when it has none
 */
public record Volume(DiskPartition partition, Kind kind, String uuid, String label) {
  private static final int EXT4_SUPERBLOCK = 1024;
  private static final int EXT4_MAGIC = 0xef53;
  static final int BTRFS_SUPERBLOCK = 1 << 16;
  private static final int LOOKED_AT = BTRFS_SUPERBLOCK + 4096;

  /** The file systems told apart. */
  public enum Kind {
    EXT4,
    BTRFS,
    FAT,
    OTHER
  }

  /** What the partition's first bytes say. */
  static Volume of(DiskFile disk, DiskPartition partition) {
    long length = Math.min(LOOKED_AT, partition.extent().length());
    byte[] head =
        Arrays.copyOf(disk.read(new Extent(partition.extent().offset(), length)), LOOKED_AT);
    if (Bytes.u16(head, EXT4_SUPERBLOCK + 0x38) == EXT4_MAGIC) {
      return new Volume(
          partition,
          Kind.EXT4,
          uuid(head, EXT4_SUPERBLOCK + 0x68),
          text(head, EXT4_SUPERBLOCK + 0x78, 16));
    }
    if (text(head, BTRFS_SUPERBLOCK + 64, 8).equals("_BHRfS_M")) {
      return new Volume(
          partition,
          Kind.BTRFS,
          uuid(head, BTRFS_SUPERBLOCK + 32),
          text(head, BTRFS_SUPERBLOCK + 0x12b, 256));
    }
    boolean fat = text(head, 54, 3).equals("FAT") || text(head, 82, 3).equals("FAT");
    return new Volume(
        partition, fat && Bytes.u16(head, 510) == 0xaa55 ? Kind.FAT : Kind.OTHER, "", "");
  }

  Extent extent() {
    return partition.extent();
  }

  /** For messages: {@code partition 3 (ext4)}. */
  public String inWords() {
    return "partition "
        + partition.number()
        + (kind == Kind.OTHER ? "" : " (" + kind.name().toLowerCase(Locale.ROOT) + ")");
  }

  private static String uuid(byte[] bytes, int at) {
    return new UUID(
            Long.reverseBytes(Bytes.i64(bytes, at)), Long.reverseBytes(Bytes.i64(bytes, at + 8)))
        .toString();
  }

  private static String text(byte[] bytes, int at, int length) {
    int end = at;
    while (end < at + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, at, end - at, StandardCharsets.UTF_8);
  }
}
