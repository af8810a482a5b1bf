package org.tmpfsroot.workbench.iso;

/**
 * What a BIOS boot image is told about its own place: the boot information table at bytes 8 to 63
 * (mkisofs, {@code -boot-info-table}) and, for GRUB, its place in sectors at byte 2548 (xorriso,
 * {@code --grub2-boot-info}); and what the MBR's code is told about the image's.
 */
final class BootInfo {
  static final int TABLE_END = 64;

  private static final int TABLE = 8;
  private static final int GRUB_PLACE = 2548;
  private static final int GRUB_MBR_PLACE = 0x1b0;
  private static final int ISOLINUX_MBR_PLACE = 432;
  private static final int SECTORS_PER_BLOCK = ImageFile.BLOCK / PartitionTables.SECTOR;

  private BootInfo() {}

  static boolean pointsTo(byte[] image, long block) {
    return LittleEndian.u32(image, TABLE) == VolumeDescriptors.FIRST_BLOCK
        && LittleEndian.u32(image, TABLE + 4) == block;
  }

  /** Whether the image was told its place in GRUB's way too, besides the table. */
  static boolean tellsGrub(byte[] image) {
    return image.length >= GRUB_PLACE + 8
        && LittleEndian.u32(image, TABLE) == VolumeDescriptors.FIRST_BLOCK
        && LittleEndian.i64(image, GRUB_PLACE) == grubPlace(LittleEndian.u32(image, TABLE + 4));
  }

  /** GRUB's first block is loaded already; the rest begins one sector after the second one's. */
  private static long grubPlace(long block) {
    return block * SECTORS_PER_BLOCK + SECTORS_PER_BLOCK + 1;
  }

  /** Writes into {@code image}, which will stand at {@code block}, what its loader looks for. */
  static void putInto(byte[] image, BiosLoader loader, long block) {
    if (loader == BiosLoader.GRUB && image.length >= GRUB_PLACE + 8) {
      LittleEndian.put64(image, GRUB_PLACE, grubPlace(block));
    }
    LittleEndian.put32(image, TABLE, VolumeDescriptors.FIRST_BLOCK);
    LittleEndian.put32(image, TABLE + 4, block);
    LittleEndian.put32(image, TABLE + 8, image.length);
    LittleEndian.put32(image, TABLE + 12, checksum(image));
    java.util.Arrays.fill(image, TABLE + 16, TABLE_END, (byte) 0);
  }

  /** Writes into the MBR where the image at {@code block} is. */
  static void putIntoMbr(byte[] systemArea, BiosLoader loader, long block) {
    switch (loader) {
      case GRUB ->
          LittleEndian.put64(
              systemArea, GRUB_MBR_PLACE, block * SECTORS_PER_BLOCK + SECTORS_PER_BLOCK);
      case ISOLINUX ->
          LittleEndian.put64(systemArea, ISOLINUX_MBR_PLACE, block * SECTORS_PER_BLOCK);
    }
  }

  /** The sum of the image's 32-bit words from byte 64 on, the last filled up with zeros. */
  private static int checksum(byte[] image) {
    int sum = 0;
    for (int at = TABLE_END; at < image.length; at += 4) {
      for (int i = 0; i < 4 && at + i < image.length; i++) {
        sum += LittleEndian.u8(image, at + i) << (8 * i);
      }
    }
    return sum;
  }
}
