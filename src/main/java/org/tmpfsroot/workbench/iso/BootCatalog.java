package org.tmpfsroot.workbench.iso;

import java.util.ArrayList;
import java.util.List;

/** Reads the El Torito boot catalog (El Torito 1.0, section 2). */
final class BootCatalog {
  static final int ENTRY = 32;
  static final int PLATFORM_EFI = 0xef;

  private static final int BOOTABLE = 0x88;
  private static final int NOT_BOOTABLE = 0;
  private static final int SECTION = 0x90;
  private static final int LAST_SECTION = 0x91;
  private static final int EXTENSION = 0x44;

  /**
   * One entry as it stands there.
   *
   * @param block where its image begins, in blocks of 2048 bytes
   */
  record Entry(int platform, boolean bootable, int emulation, int loadSectors, long block) {}

  private BootCatalog() {}

  static List<Entry> read(ImageFile file, long block) {
    byte[] catalog = file.blocks(block, 1);
    if (catalog[0] != 1 || LittleEndian.u16(catalog, 30) != 0xaa55 || checksum(catalog) != 0) {
      throw file.damaged("its boot catalog does not begin with a validation entry");
    }
    List<Entry> entries = new ArrayList<>();
    entries.add(entry(catalog, ENTRY, LittleEndian.u8(catalog, 1)));
    int at = 2 * ENTRY;
    while (at < catalog.length && isSection(catalog, at)) {
      boolean last = LittleEndian.u8(catalog, at) == LAST_SECTION;
      int platform = LittleEndian.u8(catalog, at + 1);
      int left = LittleEndian.u16(catalog, at + 2);
      at += ENTRY;
      while (left > 0 && at < catalog.length) {
        int indicator = LittleEndian.u8(catalog, at);
        if (indicator == BOOTABLE || indicator == NOT_BOOTABLE) {
          entries.add(entry(catalog, at, platform));
          left--;
        } else if (indicator != EXTENSION) {
          return entries;
        }
        at += ENTRY;
      }
      if (last) {
        break;
      }
    }
    return entries;
  }

  private static boolean isSection(byte[] catalog, int at) {
    int indicator = LittleEndian.u8(catalog, at);
    return indicator == SECTION || indicator == LAST_SECTION;
  }

  private static Entry entry(byte[] catalog, int at, int platform) {
    return new Entry(
        platform,
        LittleEndian.u8(catalog, at) == BOOTABLE,
        catalog[at + 1] & 0xf,
        LittleEndian.u16(catalog, at + 6),
        LittleEndian.u32(catalog, at + 8));
  }

  /** The sum of the validation entry's words, which is 0 in a whole one. */
  static int checksum(byte[] catalog) {
    int sum = 0;
    for (int at = 0; at < ENTRY; at += 2) {
      sum += LittleEndian.u16(catalog, at);
    }
    return sum & 0xffff;
  }
}
