package org.tmpfsroot.workbench.iso;

/**
 * Where the parts of a FAT file system are, in bytes; which FAT it is follows from the number of
 * clusters (Microsoft's FAT specification 1.03).
 *
 * @param bits the width of a FAT entry: 12, 16 or 32
 * @param fat where the first FAT begins
 * @param fatLength its length
 * @param root where the root directory begins; for FAT32 its first cluster
 * @param rootLength the root directory's length; 0 for FAT32, whose root is a chain
 * @param data where cluster 2 begins
 * @param clusterLength bytes in a cluster
 * @param clusters how many clusters there are
 */
record FatGeometry(
    int bits,
    long fat,
    long fatLength,
    long root,
    int rootLength,
    long data,
    int clusterLength,
    long clusters) {
  static final int DIRECTORY_ENTRY = 32;

  private static final int MOST_CLUSTERS_12 = 4084;
  private static final int MOST_CLUSTERS_16 = 65_524;
  private static final int BOOT_SECTOR = 512;
  private static final int LARGEST_CLUSTER = 1 << 18;

  /**
   * @throws FatDamage when the boot sector makes no sense or promises more than the image has
   */
  static FatGeometry of(byte[] image) throws FatDamage {
    if (image.length < BOOT_SECTOR || LittleEndian.u16(image, 510) != 0xaa55) {
      throw new FatDamage("it has no boot sector");
    }
    int sector = LittleEndian.u16(image, 11);
    int cluster = LittleEndian.u8(image, 13) * sector;
    int reserved = LittleEndian.u16(image, 14);
    int fats = LittleEndian.u8(image, 16);
    int rootEntries = LittleEndian.u16(image, 17);
    long total = LittleEndian.u16(image, 19);
    total = total == 0 ? LittleEndian.u32(image, 32) : total;
    long fatSectors = LittleEndian.u16(image, 22);
    boolean wide = fatSectors == 0;
    fatSectors = wide ? LittleEndian.u32(image, 36) : fatSectors;
    if (Integer.bitCount(sector) != 1
        || sector < 512
        || sector > 4096
        || Integer.bitCount(cluster) != 1
        || cluster > LARGEST_CLUSTER
        || reserved == 0
        || fats == 0
        || fatSectors == 0) {
      throw new FatDamage("its boot sector is not that of a FAT file system");
    }
    if (total * sector > image.length) {
      throw new FatDamage("it has " + image.length + " of " + total * sector + " bytes");
    }
    int rootLength = rootEntries * DIRECTORY_ENTRY;
    long rootSectors = (rootLength + sector - 1L) / sector;
    long rootStart = reserved + fats * fatSectors;
    long data = (rootStart + rootSectors) * sector;
    long clusters = (total * sector - data) / cluster;
    if (clusters < 1) {
      throw new FatDamage("its FAT leaves no room for files");
    }
    int bits = wide ? 32 : clusters <= MOST_CLUSTERS_12 ? 12 : 16;
    if ((bits == 16 && clusters > MOST_CLUSTERS_16)
        || fatSectors * sector * 8 / bits < clusters + 2) {
      throw new FatDamage("its FAT does not fit its size");
    }
    return new FatGeometry(
        bits,
        (long) reserved * sector,
        fatSectors * sector,
        wide ? LittleEndian.u32(image, 44) : rootStart * sector,
        wide ? 0 : rootLength,
        data,
        cluster,
        clusters);
  }

  boolean isCluster(long number) {
    return number >= 2 && number < clusters + 2;
  }

  /** What the FAT says comes after the cluster. */
  long next(byte[] image, long cluster) {
    int at = (int) (fat + cluster * bits / 8);
    return switch (bits) {
      case 12 ->
          (cluster % 2 == 0 ? LittleEndian.u16(image, at) : LittleEndian.u16(image, at) >> 4)
              & 0xfff;
      case 16 -> LittleEndian.u16(image, at);
      default -> LittleEndian.u32(image, at) & 0x0fff_ffff;
    };
  }

  /** Where the cluster begins. */
  int offsetOf(long cluster) {
    return (int) (data + (cluster - 2) * clusterLength);
  }
}
