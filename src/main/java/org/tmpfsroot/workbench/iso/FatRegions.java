package org.tmpfsroot.workbench.iso;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The stretches of a FAT file system inside an image. */
final class FatRegions {
  private static final int BOOT_SECTOR = 512;
  private static final String OF_IMAGE = " of the EFI boot image";

  private final long start;
  private final List<Region> regions = new ArrayList<>();

  private FatRegions(long start) {
    this.start = start;
  }

  /**
   * Those of the file system, or one for all of it where it is none.
   *
   * @param place where it is in the image
   * @param bytes all of it
   */
  static List<Region> of(Extent place, byte[] bytes) {
    FatRegions fat = new FatRegions(place.offset());
    try {
      fat.read(new FatReader(bytes), bytes);
    } catch (FatDamage e) {
      // the whole is named below
    }
    fat.regions.add(
        Region.of(place.offset(), place.length(), "EFI boot image", Region.Fields.NONE));
    return fat.regions;
  }

  private void read(FatReader reader, byte[] bytes) {
    add(new Extent(0, BOOT_SECTOR), "boot sector" + OF_IMAGE, FieldTables::fatBootSector);
    add(reader.tables(), "file allocation table" + OF_IMAGE, Region.Fields.NONE);
    reader.rootDirectory().ifPresent(root -> entries("/", root, bytes));
    for (Map.Entry<String, FatReader.File> folder : reader.folders().entrySet()) {
      reader.extents(folder.getValue()).forEach(at -> entries(folder.getKey(), at, bytes));
    }
    for (Map.Entry<String, FatReader.File> file : reader.files().entrySet()) {
      long before = 0;
      for (Extent extent : reader.extents(file.getValue())) {
        regions.add(
            new Region(
                new Extent(start + extent.offset(), extent.length()),
                before,
                "EFI boot image's file",
                file.getKey(),
                Region.Fields.NONE));
        before += extent.length();
      }
    }
  }

  private void add(Extent extent, String structure, Region.Fields fields) {
    regions.add(Region.of(start + extent.offset(), extent.length(), structure, fields));
  }

  private void entries(String path, Extent extent, byte[] bytes) {
    for (long at = extent.offset(); at < extent.end(); at += FatGeometry.DIRECTORY_ENTRY) {
      if (bytes[(int) at] != 0) {
        regions.add(
            Region.of(
                    start + at,
                    FatGeometry.DIRECTORY_ENTRY,
                    "entry at byte " + (at - extent.offset()) + OF_IMAGE + "'s directory",
                    FieldTables::fatEntry)
                .about(path));
      }
    }
    regions.add(
        Region.of(
                start + extent.offset(),
                extent.length(),
                "free rest" + OF_IMAGE + "'s directory",
                Region.Fields.NONE)
            .about(path));
  }
}
