package org.tmpfsroot.workbench.iso;

/**
 * How a BIOS starts the image.
 *
 * @param imagePath the file of the tree the El Torito entry points to, such as {@code
 *     images/eltorito.img}; it gets a boot information table, and GRUB's own where the loader is
 *     GRUB
 * @param loader whose image it is
 * @param systemArea an image's or disk's first bytes, of which the MBR's code (the first 440) is
 *     taken; partition tables are made anew
 */
public record BiosBoot(String imagePath, BiosLoader loader, byte[] systemArea) {
  /** The size of an image's system area in bytes. */
  public static final int SYSTEM_AREA = 16 * 2048;

  public BiosBoot {
    if (systemArea.length > SYSTEM_AREA) {
      throw new IllegalArgumentException("a system area has at most " + SYSTEM_AREA + " bytes");
    }
    systemArea = systemArea.clone();
  }
}
