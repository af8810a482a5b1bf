package org.tmpfsroot.workbench.iso;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Finds out what the entries of a boot catalog really point to. */
final class BootEntries {
  private static final int LOADERS_FIRST_BLOCK = 4;

  private final ImageFile file;
  private final Collection<IsoEntry> entries;
  private final List<DiskPartition> partitions;
  private final List<BootCatalog.Entry> catalog;
  private final long volumeEnd;

  BootEntries(
      ImageFile file,
      Collection<IsoEntry> entries,
      List<DiskPartition> partitions,
      List<BootCatalog.Entry> catalog,
      long volumeEnd) {
    this.file = file;
    this.entries = entries;
    this.partitions = partitions;
    this.catalog = catalog;
    this.volumeEnd = volumeEnd;
  }

  List<BootEntry> all() {
    return catalog.stream().map(this::explained).toList();
  }

  private BootEntry explained(BootCatalog.Entry entry) {
    long offset = entry.block() * ImageFile.BLOCK;
    if (offset >= file.size()) {
      throw file.truncated("a boot image begins at byte " + offset);
    }
    Optional<IsoEntry> inTree = fileAt(entries, offset);
    Extent image =
        inTree
            .map(found -> new Extent(offset, found.size()))
            .or(() -> partitionAt(offset))
            .orElseGet(() -> new Extent(offset, guessedLength(entry, offset)));
    return new BootEntry(
        platform(entry.platform()),
        entry.bootable(),
        entry.emulation(),
        entry.loadSectors(),
        image,
        inTree.map(IsoEntry::path).orElse(""),
        hasBootInfoTable(entry));
  }

  /** The file that begins at {@code offset} and is in one piece. */
  static Optional<IsoEntry> fileAt(Collection<IsoEntry> entries, long offset) {
    return entries.stream()
        .filter(entry -> entry.extents().size() == 1 && entry.size() > 0)
        .filter(entry -> entry.extents().get(0).offset() == offset)
        .findFirst();
  }

  private Optional<Extent> partitionAt(long offset) {
    return partitions.stream()
        .map(DiskPartition::extent)
        .filter(extent -> extent.offset() == offset && offset > 0)
        .findFirst();
  }

  private long guessedLength(BootCatalog.Entry entry, long offset) {
    if (entry.loadSectors() > LOADERS_FIRST_BLOCK) {
      return Math.min((long) entry.loadSectors() * PartitionTables.SECTOR, file.size() - offset);
    }
    TreeSet<Long> starts = new TreeSet<>();
    starts.add(file.size());
    starts.add(volumeEnd);
    entries.forEach(other -> other.extents().forEach(extent -> starts.add(extent.offset())));
    partitions.forEach(partition -> starts.add(partition.extent().offset()));
    catalog.forEach(other -> starts.add(other.block() * ImageFile.BLOCK));
    Long next = starts.higher(offset);
    return Math.min(next == null ? file.size() : next, file.size()) - offset;
  }

  private boolean hasBootInfoTable(BootCatalog.Entry entry) {
    long offset = entry.block() * ImageFile.BLOCK;
    if (!file.holds(new Extent(offset, BootInfo.TABLE_END))) {
      return false;
    }
    byte[] head = file.bytes(offset, BootInfo.TABLE_END);
    return BootInfo.pointsTo(head, entry.block());
  }

  private static BootEntry.Platform platform(int number) {
    return switch (number) {
      case 0 -> BootEntry.Platform.BIOS;
      case BootCatalog.PLATFORM_EFI -> BootEntry.Platform.EFI;
      default -> BootEntry.Platform.OTHER;
    };
  }
}
