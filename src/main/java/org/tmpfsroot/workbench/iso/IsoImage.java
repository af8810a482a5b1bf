package org.tmpfsroot.workbench.iso;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.AtomicFile;

/**
 * An ISO 9660 image that is read where it lies, without mounting. Names come from Rock Ridge, else
 * from Joliet, else from ISO 9660 itself. Its tree is read when it is opened, its files when asked
 * for; several threads may read at once.
 */
public final class IsoImage implements AutoCloseable {

  private final ImageFile file;
  private final VolumeDescriptors descriptors;
  private final NavigableMap<String, IsoEntry> entries;

  private IsoImage(
      ImageFile file, VolumeDescriptors descriptors, NavigableMap<String, IsoEntry> entries) {
    this.file = file;
    this.descriptors = descriptors;
    this.entries = entries;
  }

  /**
   * Opens the image and reads its tree.
   *
   * @throws Fault (world) when the file cannot be read, is not an ISO image, or is truncated
   */
  public static IsoImage open(Path file) {
    ImageFile image = ImageFile.open(file);
    try {
      VolumeDescriptors descriptors = VolumeDescriptors.read(image);
      requireWhole(image, descriptors);
      return new IsoImage(image, descriptors, TreeReader.read(image, descriptors));
    } catch (RuntimeException e) {
      closeQuietly(image, e);
      throw e;
    }
  }

  /** The file the image is in. */
  public Path file() {
    return file.path();
  }

  /** The length of that file in bytes. */
  public long size() {
    return file.size();
  }

  /** The name of the medium, without the spaces it is padded with. */
  public String volumeId() {
    return descriptors.volumeId();
  }

  /** When the volume was made, as it says. */
  public Instant volumeDate() {
    return descriptors.created();
  }

  /** Everything below the root in the order of the paths, directories before their content. */
  public List<IsoEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** What stands at {@code path}; a {@code /} at its beginning or end makes no difference. */
  public Optional<IsoEntry> find(String path) {
    int start = path.startsWith("/") ? 1 : 0;
    int end = path.endsWith("/") && path.length() > start ? path.length() - 1 : path.length();
    return Optional.ofNullable(entries.get(path.substring(start, end)));
  }

  /** The fault for a path that is not there, with the nearest that are. */
  public Fault noSuchPath(String path) {
    return Fault.usage(
        "there is no '" + path + "' in " + file.path(),
        Nearest.sentence(path, entries.keySet(), "no path of it is like this"),
        "`iso list FILE`");
  }

  /** The bytes of a file of this image. */
  public InputStream open(IsoEntry entry) {
    return file.stream(entry.extents());
  }

  /** The bytes of a file of this image, from {@code from} on, {@code length} of them. */
  InputStream open(IsoEntry entry, long from, long length) {
    List<Extent> parts = new ArrayList<>();
    long before = 0;
    for (Extent extent : entry.extents()) {
      long start = Math.max(from, before);
      long end = Math.min(from + length, before + extent.length());
      if (start < end) {
        parts.add(new Extent(extent.offset() + start - before, end - start));
      }
      before += extent.length();
    }
    return file.stream(parts);
  }

  /**
   * The bytes of a part of this image.
   *
   * @throws Fault (world) when it is larger than {@code limit} or the image ends before it
   */
  public byte[] read(Extent extent, long limit) {
    if (extent.length() > limit) {
      throw file.damaged(
          "a part of it has " + extent.length() + " bytes, and at most " + limit + " are sane");
    }
    return file.bytes(extent.offset(), Math.toIntExact(extent.length()));
  }

  /** The first 32 KiB: boot code and partition tables. */
  public byte[] systemArea() {
    return file.bytes(0, BiosBoot.SYSTEM_AREA);
  }

  /** The entries of the El Torito boot catalog; none when there is no catalog. */
  public List<BootEntry> bootEntries() {
    if (descriptors.bootCatalog().isEmpty()) {
      return List.of();
    }
    long block = descriptors.bootCatalog().getAsLong();
    return new BootEntries(
            file,
            entries.values(),
            partitions(),
            BootCatalog.read(file, block),
            descriptors.volumeBlocks() * ImageFile.BLOCK)
        .all();
  }

  /** The file of the tree that is the El Torito boot catalog itself, if it is one. */
  public Optional<IsoEntry> bootCatalog() {
    return descriptors.bootCatalog().stream()
        .mapToObj(block -> BootEntries.fileAt(entries.values(), block * ImageFile.BLOCK))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The partitions of the MBR, then those of the GPT. */
  public List<DiskPartition> partitions() {
    return PartitionTables.read(file);
  }

  /**
   * Where the FAT image is that EFI firmware starts: what the EFI boot entry points to, else the
   * first EFI system partition of the GPT.
   */
  public Optional<Extent> efiImage() {
    Optional<Extent> entry =
        bootEntries().stream()
            .filter(boot -> boot.platform() == BootEntry.Platform.EFI && boot.bootable())
            .map(BootEntry::image)
            .findFirst();
    return entry.or(
        () ->
            partitions().stream()
                .filter(partition -> partition.type().equals(DiskPartition.EFI_SYSTEM))
                .map(DiskPartition::extent)
                .findFirst());
  }

  /**
   * What the byte at {@code offset} belongs to.
   *
   * @throws Fault (world) when what it would be found by is damaged
   */
  public BytePlace placeOf(long offset) {
    return new ImagePlaces(this, file, descriptors.bootCatalog()).at(offset);
  }

  /**
   * Refuses what is no whole image by its volume descriptors, whatever its tree is like.
   *
   * @throws Fault (world) when the file cannot be read, is not an ISO image, or is truncated
   */
  public static void require(Path file) {
    try (ImageFile image = ImageFile.open(file)) {
      requireWhole(image, VolumeDescriptors.read(image));
    } catch (IOException e) {
      throw AtomicFile.cannotRead(file, e);
    }
  }

  private static void requireWhole(ImageFile image, VolumeDescriptors descriptors) {
    if (descriptors.volumeBlocks() * ImageFile.BLOCK > image.size()) {
      throw image.truncated(
          "its volume has " + descriptors.volumeBlocks() * ImageFile.BLOCK + " bytes");
    }
  }

  /**
   * Lets the system copy {@code count} bytes of this image from {@code offset} on.
   *
   * @return how many it copied, 0 at the end of the file
   */
  long transferTo(long offset, long count, WritableByteChannel target) throws IOException {
    return file.transferTo(offset, count, target);
  }

  private static void closeQuietly(ImageFile image, RuntimeException failure) {
    try {
      image.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
