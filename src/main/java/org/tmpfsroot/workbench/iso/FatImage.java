package org.tmpfsroot.workbench.iso;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.tmpfsroot.workbench.fault.Fault;

/** A FAT file system in memory, as EFI firmware starts boot loaders from. */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are in
public final class FatImage {

  private FatImage() {}

  /**
   * Reads FAT12, FAT16 or FAT32 with long names.
   *
   * @param name what it is, for messages
   * @throws Fault (world) when it is not a FAT file system or is damaged
   */
  public static FatImage of(byte[] image, String name) {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /**
   * Makes a FAT16 file system that holds {@code files} and has a little room left.
   *
   * @param label at most 11 characters
   * @param serial the volume's serial number
   * @param timestamp every date in it, in UTC
   * @param files path ({@code EFI/BOOT/grub.cfg}) to content
   */
  public static byte[] write(
      String label, int serial, Instant timestamp, SortedMap<String, byte[]> files) {
    throw new UnsupportedOperationException("the writer is being written");
  }

  /** The volume's label; empty when it has none. */
  public String label() {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /** The paths of all files, sorted, in the case they are stored in. */
  public List<String> paths() {
    throw new UnsupportedOperationException("the reader is being written");
  }

  /**
   * The content of the file at {@code path}, whatever the case of its letters.
   *
   * @throws Fault (world) when there is none
   */
  public byte[] read(String path) {
    throw new UnsupportedOperationException("the reader is being written");
  }
}
