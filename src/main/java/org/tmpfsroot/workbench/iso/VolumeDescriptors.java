package org.tmpfsroot.workbench.iso;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The volume descriptors of an image (ECMA-119 8): what is needed of them to read it.
 *
 * @param volumeId the primary volume's name
 * @param created when the primary volume was made; the epoch when it does not say
 * @param volumeBlocks how many blocks of 2048 bytes the volume has
 * @param root the primary root directory's record
 * @param jolietRoot the root directory's record of the Joliet tree; empty when there is none
 * @param bootCatalog the block of the El Torito boot catalog
 */
record VolumeDescriptors(
    String volumeId,
    Instant created,
    long volumeBlocks,
    byte[] root,
    byte[] jolietRoot,
    OptionalLong bootCatalog) {
  static final int FIRST_BLOCK = 16;
  static final String BOOT_SYSTEM = "EL TORITO SPECIFICATION";

  private static final int MOST = 64;
  private static final int ROOT_RECORD = 156;
  private static final int ROOT_RECORD_LENGTH = 34;

  static VolumeDescriptors read(ImageFile file) {
    if (file.size() < (FIRST_BLOCK + 1L) * ImageFile.BLOCK || !isDescriptor(file, FIRST_BLOCK)) {
      throw file.notAnIso("there is no volume descriptor at its byte 32768");
    }
    byte[] primary = {};
    byte[] joliet = {};
    OptionalLong bootCatalog = OptionalLong.empty();
    for (int i = 0; i < MOST && isDescriptor(file, FIRST_BLOCK + i); i++) {
      byte[] descriptor = file.blocks(FIRST_BLOCK + i, 1);
      switch (LittleEndian.u8(descriptor, 0)) {
        case 0 -> {
          if (text(descriptor, 7, BOOT_SYSTEM.length()).equals(BOOT_SYSTEM)) {
            bootCatalog = OptionalLong.of(LittleEndian.u32(descriptor, 0x47));
          }
        }
        case 1 -> primary = primary.length == 0 ? descriptor : primary;
        case 2 -> joliet = isJoliet(descriptor) ? descriptor : joliet;
        case 255 -> i = MOST;
        default -> {
          // volume partitions and what later standards added
        }
      }
    }
    if (primary.length == 0) {
      throw file.notAnIso("it has no primary volume descriptor");
    }
    if (LittleEndian.u16(primary, 128) != ImageFile.BLOCK) {
      throw file.notAnIso("its blocks do not have 2048 bytes");
    }
    return new VolumeDescriptors(
        text(primary, 40, 32).strip(),
        IsoDates.ofDigits(primary, 813),
        LittleEndian.u32(primary, 80),
        rootRecord(primary),
        joliet.length == 0 ? joliet : rootRecord(joliet),
        bootCatalog);
  }

  static boolean isDescriptor(ImageFile file, long block) {
    return file.size() >= (block + 1) * ImageFile.BLOCK
        && text(file.bytes(block * ImageFile.BLOCK, 6), 1, 5).equals("CD001");
  }

  private static boolean isJoliet(byte[] descriptor) {
    String escapes = text(descriptor, 88, 3);
    return escapes.equals("%/@") || escapes.equals("%/C") || escapes.equals("%/E");
  }

  static byte[] rootRecord(byte[] descriptor) {
    return Arrays.copyOfRange(descriptor, ROOT_RECORD, ROOT_RECORD + ROOT_RECORD_LENGTH);
  }

  private static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }
}
