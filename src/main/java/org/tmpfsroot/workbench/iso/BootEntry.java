package org.tmpfsroot.workbench.iso;

/**
 * An entry of the El Torito boot catalog.
 *
 * @param platform the firmware it is for
 * @param bootable whether the firmware shall offer it
 * @param emulation 0 for none; 1 to 4 for a diskette or a hard disk
 * @param loadSectors how many sectors of 512 bytes the catalog says are to be loaded
 * @param image where the boot image is, with its true length: that of the file or partition that
 *     begins at the same block, else the load size, where that says more than a loader's first
 *     block, else all up to the next thing on the medium
 * @param path the file of the tree that begins at the same block; empty when there is none
 * @param bootInfoTable whether the image carries a boot information table that tells its place
 */
public record BootEntry(
    Platform platform,
    boolean bootable,
    int emulation,
    int loadSectors,
    Extent image,
    String path,
    boolean bootInfoTable) {

  /** The firmware a boot entry is for. */
  public enum Platform {
    BIOS,
    EFI,
    OTHER
  }
}
