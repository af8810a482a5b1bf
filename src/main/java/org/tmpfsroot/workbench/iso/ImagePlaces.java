package org.tmpfsroot.workbench.iso;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds what the bytes of an image belong to, the most particular thing first. */
final class ImagePlaces {
  private static final int SECTOR = PartitionTables.SECTOR;
  private static final int MOST_DESCRIPTORS = 64;
  private static final int PRIMARY = 1;
  private static final int JOLIET = 2;
  private static final int TERMINATOR = 255;
  private static final int GPT_HEADER = 92;
  private static final int MOST_GPT_ENTRIES = 1024;
  private static final int LARGEST_EFI_IMAGE = 128 << 20;

  private final IsoImage image;
  private final ImageFile file;
  private final OptionalLong catalog;

  ImagePlaces(IsoImage image, ImageFile file, OptionalLong catalog) {
    this.image = image;
    this.file = file;
    this.catalog = catalog;
  }

  BytePlace at(long offset) {
    return Stream.<Supplier<List<Region>>>of(
            this::head,
            this::views,
            this::bootCatalog,
            this::efiImage,
            this::files,
            () -> gpt("second ", LittleEndian.i64(file.bytes(SECTOR, GPT_HEADER), 32)))
        .flatMap(some -> some.get().stream())
        .filter(region -> region.holds(offset))
        .findFirst()
        .map(region -> region.at(offset, file))
        .orElseGet(() -> new BytePlace("unused part", "", offset, "", new Extent(offset, 1)));
  }

  private List<Region> head() {
    List<Region> regions = new ArrayList<>();
    if (LittleEndian.u16(file.bytes(0, SECTOR), SECTOR - 2) == 0xaa55) {
      regions.add(Region.of(0, SECTOR, "MBR", FieldTables::mbr));
    }
    regions.addAll(gpt("", 1));
    regions.add(Region.of(0, BiosBoot.SYSTEM_AREA, "system area", Region.Fields.NONE));
    return regions;
  }

  /** The header in that sector and its entries, if there is one. */
  private List<Region> gpt(String which, long sector) {
    if (sector < 1
        || sector > file.size() / SECTOR - 1
        || LittleEndian.i64(file.bytes(sector * SECTOR, SECTOR), 0) != 0x5452_4150_2049_4645L) {
      return List.of();
    }
    byte[] header = file.bytes(sector * SECTOR, GPT_HEADER);
    List<Region> regions = new ArrayList<>();
    regions.add(
        Region.of(sector * SECTOR, GPT_HEADER, which + "GPT header", FieldTables::gptHeader));
    long first = LittleEndian.i64(header, 72);
    long count = Math.min(MOST_GPT_ENTRIES, LittleEndian.u32(header, 80));
    long length = LittleEndian.u32(header, 84);
    for (int i = 0; i < count && first > 0 && first < file.size() / SECTOR; i++) {
      Extent entry = new Extent(first * SECTOR + i * length, length);
      if (file.holds(entry)) {
        regions.add(
            Region.of(
                entry.offset(),
                length,
                which + "GPT entry of partition " + (i + 1),
                FieldTables::gptEntry));
      }
    }
    return regions;
  }

  /** The file system as it is seen from the image's beginning, and from that of a partition. */
  private List<Region> views() {
    List<Region> regions = new ArrayList<>(view(0, ""));
    for (DiskPartition partition : image.partitions()) {
      long start = partition.extent().offset();
      if (start > 0 && start % ImageFile.BLOCK == 0) {
        regions.addAll(view(start / ImageFile.BLOCK, "partition " + partition.number() + "'s "));
      }
    }
    return regions;
  }

  private List<Region> view(long base, String which) {
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < MOST_DESCRIPTORS; i++) {
      long block = base + VolumeDescriptors.FIRST_BLOCK + i;
      if (!VolumeDescriptors.isDescriptor(file, block)) {
        break;
      }
      byte[] descriptor = file.blocks(block, 1);
      int type = LittleEndian.u8(descriptor, 0);
      String name =
          switch (type) {
            case 0 -> "boot record";
            case PRIMARY -> "primary volume descriptor";
            case JOLIET -> "supplementary volume descriptor";
            case TERMINATOR -> "last volume descriptor";
            default -> "volume descriptor";
          };
      regions.add(
          Region.of(
              block * ImageFile.BLOCK,
              ImageFile.BLOCK,
              which + name,
              type == 0 ? FieldTables::bootRecord : FieldTables::volumeDescriptor));
      if (type == PRIMARY || type == JOLIET) {
        String tree = which + (type == PRIMARY ? "ISO 9660" : "Joliet");
        tree(descriptor, new DirectoryRegions(file, base, type == JOLIET, tree), regions);
      }
      if (type == TERMINATOR) {
        break;
      }
    }
    return regions;
  }

  private static void tree(byte[] descriptor, DirectoryRegions tree, List<Region> regions) {
    long length = LittleEndian.u32(descriptor, 132);
    long little = LittleEndian.u32(descriptor, 140);
    long big =
        Integer.toUnsignedLong(Integer.reverseBytes((int) LittleEndian.u32(descriptor, 148)));
    regions.addAll(tree.pathTable(blocks(tree.base() + little, length), false));
    regions.addAll(tree.pathTable(blocks(tree.base() + big, length), true));
    regions.addAll(tree.directories(VolumeDescriptors.rootRecord(descriptor)));
  }

  private static Extent blocks(long block, long length) {
    return new Extent(block * ImageFile.BLOCK, length);
  }

  private List<Region> bootCatalog() {
    List<Region> regions = new ArrayList<>();
    if (catalog.isPresent()) {
      long start = catalog.getAsLong() * ImageFile.BLOCK;
      int length = BootCatalog.ENTRY;
      for (int at = 0; at < ImageFile.BLOCK; at += length) {
        regions.add(
            Region.of(
                start + at,
                length,
                "El Torito boot catalogue's entry " + at / length,
                at == 0 ? FieldTables::validationEntry : FieldTables::bootEntry));
      }
    }
    return regions;
  }

  private List<Region> efiImage() {
    return image
        .efiImage()
        .filter(file::holds)
        .filter(efi -> efi.length() <= LARGEST_EFI_IMAGE)
        .map(efi -> FatRegions.of(efi, file.bytes(efi.offset(), (int) efi.length())))
        .orElse(List.of());
  }

  private List<Region> files() {
    List<Region> regions = new ArrayList<>();
    List<Region> rests = new ArrayList<>();
    for (IsoEntry entry : image.entries()) {
      long before = 0;
      for (Extent extent : entry.extents()) {
        regions.add(new Region(extent, before, "file", entry.path(), Region.Fields.NONE));
        before += extent.length();
        long rest = -extent.end() & (ImageFile.BLOCK - 1);
        rests.add(
            Region.of(extent.end(), rest, "unused rest of the last block of", Region.Fields.NONE)
                .about(entry.path()));
      }
    }
    regions.addAll(rests);
    return regions;
  }
}
