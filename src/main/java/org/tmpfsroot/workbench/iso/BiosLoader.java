package org.tmpfsroot.workbench.iso;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The boot loaders whose images a PC's BIOS starts, and which want to be told where they are on the
 * medium, each in its own way.
 */
public enum BiosLoader {
  /** ISOLINUX: the MBR's code reads the image's place, in sectors of 512 bytes, at offset 432. */
  ISOLINUX,
  /**
   * GRUB: the MBR's code reads the place of the image's second block at offset 0x1b0, the image its
   * own at offset 2548, both 64 bits wide and in sectors of 512 bytes.
   */
  GRUB;

  private static final int MARK_WITHIN = 64 * 1024;
  private static final String ISOLINUX_NAME = "ISOLINUX ";

  /** A message of GRUB's first block; what follows is compressed. */
  private static final String GRUB_MESSAGE = "cdrom read fails";

  /**
   * Tells the loader by its name or its messages, GRUB also by what it was told about its place
   * when it was put on a medium.
   */
  public static Optional<BiosLoader> of(byte[] image) {
    int length = Math.min(image.length, MARK_WITHIN);
    String text = new String(image, 0, length, StandardCharsets.ISO_8859_1);
    if (BootInfo.tellsGrub(image) || text.contains(GRUB_MESSAGE)) {
      return Optional.of(GRUB);
    }
    return text.contains(ISOLINUX_NAME) ? Optional.of(ISOLINUX) : Optional.empty();
  }
}
