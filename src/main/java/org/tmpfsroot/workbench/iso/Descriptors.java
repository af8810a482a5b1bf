package org.tmpfsroot.workbench.iso;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Makes volume descriptors (ECMA-119 8) and the boot record and catalog of El Torito. */
final class Descriptors {
  private static final String APPLICATION = "TMPFSROOT WORKBENCH";
  private static final int LARGEST_LOAD = 0xffff;
  private static final int BIOS_LOAD_SECTORS = 4;

  private Descriptors() {}

  /**
   * What a volume descriptor says of one tree.
   *
   * @param blocks how many blocks the volume has, as it is seen there
   * @param pathTableLength in bytes
   * @param pathTable the block of the little-endian table, as it is seen there
   * @param bigEndianPathTable the block of the other one
   * @param root the root directory's record
   */
  record Volume(
      String volumeId,
      long blocks,
      int pathTableLength,
      long pathTable,
      long bigEndianPathTable,
      byte[] root) {}

  static byte[] primary(Volume volume, Instant timestamp) {
    byte[] descriptor = volume(1, volume, timestamp, StandardCharsets.US_ASCII);
    descriptor[881] = 1;
    return descriptor;
  }

  static byte[] joliet(Volume volume, Instant timestamp) {
    byte[] descriptor = volume(2, volume, timestamp, StandardCharsets.UTF_16BE);
    put(descriptor, 88, "%/E", StandardCharsets.US_ASCII);
    descriptor[881] = 1;
    return descriptor;
  }

  static byte[] terminator() {
    return head(255);
  }

  static byte[] bootRecord(long catalogBlock) {
    byte[] descriptor = head(0);
    put(descriptor, 7, VolumeDescriptors.BOOT_SYSTEM, StandardCharsets.US_ASCII);
    LittleEndian.put32(descriptor, 0x47, catalogBlock);
    return descriptor;
  }

  /**
   * The boot catalog.
   *
   * @param biosBlock where the BIOS image is; negative when there is none
   * @param efiBlock where the EFI image is; negative when there is none
   * @param efiLength its length in bytes
   */
  static byte[] bootCatalog(long biosBlock, long efiBlock, long efiLength) {
    byte[] catalog = new byte[ImageFile.BLOCK];
    boolean bios = biosBlock >= 0;
    catalog[0] = 1;
    catalog[1] = (byte) (bios ? 0 : BootCatalog.PLATFORM_EFI);
    LittleEndian.put16(catalog, 30, 0xaa55);
    LittleEndian.put16(catalog, 28, -BootCatalog.checksum(catalog));
    int at = BootCatalog.ENTRY;
    if (bios) {
      putBootEntry(catalog, at, biosBlock, BIOS_LOAD_SECTORS);
      at += BootCatalog.ENTRY;
    }
    if (efiBlock >= 0) {
      if (bios) {
        catalog[at] = (byte) 0x91;
        catalog[at + 1] = (byte) BootCatalog.PLATFORM_EFI;
        LittleEndian.put16(catalog, at + 2, 1);
        at += BootCatalog.ENTRY;
      }
      // 0 means all up to the medium's end (UEFI specification, El Torito)
      long sectors = efiLength / PartitionTables.SECTOR;
      putBootEntry(catalog, at, efiBlock, sectors > LARGEST_LOAD ? 0 : (int) sectors);
    }
    return catalog;
  }

  private static void putBootEntry(byte[] catalog, int at, long block, int sectors) {
    catalog[at] = (byte) 0x88;
    LittleEndian.put16(catalog, at + 6, sectors);
    LittleEndian.put32(catalog, at + 8, block);
  }

  private static byte[] volume(int type, Volume volume, Instant timestamp, Charset charset) {
    byte[] descriptor = head(type);
    fill(descriptor, 8, 32, "", charset);
    fill(descriptor, 40, 32, volume.volumeId, charset);
    RockRidgeFields.putBoth(descriptor, 80, volume.blocks);
    putBoth16(descriptor, 120, 1);
    putBoth16(descriptor, 124, 1);
    putBoth16(descriptor, 128, ImageFile.BLOCK);
    RockRidgeFields.putBoth(descriptor, 132, volume.pathTableLength);
    LittleEndian.put32(descriptor, 140, volume.pathTable);
    LittleEndian.put32(descriptor, 148, Integer.reverseBytes((int) volume.bigEndianPathTable));
    System.arraycopy(volume.root, 0, descriptor, 156, volume.root.length);
    fill(descriptor, 190, 128, volume.volumeId, charset);
    fill(descriptor, 318, 128, "", charset);
    fill(descriptor, 446, 128, "", charset);
    fill(descriptor, 574, 128, APPLICATION, charset);
    fill(descriptor, 702, 37, "", charset);
    fill(descriptor, 739, 37, "", charset);
    fill(descriptor, 776, 37, "", charset);
    IsoDates.putDigits(descriptor, 813, timestamp);
    IsoDates.putDigits(descriptor, 830, timestamp);
    IsoDates.putNone(descriptor, 847);
    IsoDates.putNone(descriptor, 864);
    return descriptor;
  }

  private static byte[] head(int type) {
    byte[] descriptor = new byte[ImageFile.BLOCK];
    descriptor[0] = (byte) type;
    put(descriptor, 1, "CD001", StandardCharsets.US_ASCII);
    descriptor[6] = 1;
    return descriptor;
  }

  private static void put(byte[] bytes, int at, String text, Charset charset) {
    byte[] encoded = text.getBytes(charset);
    System.arraycopy(encoded, 0, bytes, at, encoded.length);
  }

  /** The text and spaces behind it; a field of odd length ends in a zero where spaces are wide. */
  private static void fill(byte[] bytes, int at, int length, String text, Charset charset) {
    int width = charset.equals(StandardCharsets.UTF_16BE) ? 2 : 1;
    StringBuilder padded = new StringBuilder(text);
    padded.setLength(Math.min(text.length(), length / width));
    while (padded.length() < length / width) {
      padded.append(' ');
    }
    put(bytes, at, padded.toString(), charset);
  }

  private static void putBoth16(byte[] bytes, int at, int value) {
    LittleEndian.put16(bytes, at, value);
    LittleEndian.put16(bytes, at + 2, Short.reverseBytes((short) value));
  }
}
