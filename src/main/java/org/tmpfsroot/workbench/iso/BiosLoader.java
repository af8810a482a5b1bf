package org.tmpfsroot.workbench.iso;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The boot loaders whose images a PC's BIOS starts, and which want to be told where they are on the
 * medium, each in its own way.
 */
public enum BiosLoader {
  /** ISOLINUX: the MBR's code reads the image's place, in sectors of 512 bytes, at offset 432. */
  ISOLINUX("ISOLINUX "),
  /**
   * GRUB: the MBR's code reads the place of the image's second block at offset 0x1b0, the image its
   * own at offset 2548, both 64 bits wide and in sectors of 512 bytes.
   */
  GRUB("GRUB");

  private static final int FAR_ENOUGH = 64 * 1024;

  private final String mark;

  BiosLoader(String mark) {
    this.mark = mark;
  }

  /** Tells the loader by the name it carries in its first bytes. */
  public static Optional<BiosLoader> of(byte[] image) {
    String text =
        new String(image, 0, Math.min(image.length, FAR_ENOUGH), StandardCharsets.ISO_8859_1);
    for (BiosLoader loader : values()) {
      if (text.contains(loader.mark)) {
        return Optional.of(loader);
      }
    }
    return Optional.empty();
  }
}
