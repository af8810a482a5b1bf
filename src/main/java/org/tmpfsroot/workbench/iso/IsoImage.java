package org.tmpfsroot.workbench.iso;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * An ISO 9660 image that is read where it lies, without mounting. Names come from Rock Ridge, else
 * from Joliet, else from ISO 9660 itself. Its tree is read when it is opened, its files when asked
 * for; several threads may read at once.
 */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are in
public final class IsoImage implements AutoCloseable {

  private IsoImage() {}

  /**
   * Opens the image and reads its tree.
   *
   * @throws Fault (world) when the file cannot be read, is not an ISO image, or is truncated
   */
  public static IsoImage open(Path file) {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /** The file the image is in. */
  public Path file() {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /** The name of the medium, without the spaces it is padded with. */
  public String volumeId() {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /** When the volume was made, as it says. */
  public Instant volumeDate() {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /** Everything below the root in the order of the paths, directories before their content. */
  public List<IsoEntry> entries() {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /** What stands at {@code path}; a {@code /} at its beginning or end makes no difference. */
  public Optional<IsoEntry> find(String path) {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /** The bytes of a file of this image. */
  public InputStream open(IsoEntry entry) {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /**
   * The bytes of a part of this image.
   *
   * @throws Fault (world) when it is larger than {@code limit} or the image ends before it
   */
  public byte[] read(Extent extent, long limit) {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /** The first 32 KiB: boot code and partition tables. */
  public byte[] systemArea() {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /** The entries of the El Torito boot catalog; none when there is no catalog. */
  public List<BootEntry> bootEntries() {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /** The file of the tree that is the El Torito boot catalog itself, if it is one. */
  public Optional<IsoEntry> bootCatalog() {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /** The partitions of the MBR, then those of the GPT. */
  public List<DiskPartition> partitions() {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /**
   * Where the FAT image is that EFI firmware starts: what the EFI boot entry points to, else the
   * first EFI system partition of the GPT.
   */
  public Optional<Extent> efiImage() {
    throw new UnsupportedOperationException("the reader is being written");
  }

  @Override
  public void close() throws IOException {}
}
