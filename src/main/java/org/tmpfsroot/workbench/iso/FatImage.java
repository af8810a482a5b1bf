package org.tmpfsroot.workbench.iso;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.tmpfsroot.workbench.fault.Fault;

/** A FAT file system in memory, as EFI firmware starts boot loaders from. */
public final class FatImage {
  private final String name;
  private final FatReader reader;

  private FatImage(String name, FatReader reader) {
    this.name = name;
    this.reader = reader;
  }

  /**
   * Reads FAT12, FAT16 or FAT32 with long names.
   *
   * @param name what it is, for messages
   * @throws Fault (world) when it is not a FAT file system or is damaged
   */
  public static FatImage of(byte[] image, String name) {
    try {
      return new FatImage(name, new FatReader(image));
    } catch (FatDamage e) {
      throw damaged(name, e);
    }
  }

  /**
   * Makes a FAT16 file system that holds {@code files} and has a little room left. The same files
   * give the same bytes.
   *
   * @param label at most 11 of the characters A-Z, 0-9, {@code _} and {@code -}
   * @param serial the volume's serial number
   * @param timestamp every date in it, in UTC; before 1980 it is 1980
   * @param files path ({@code EFI/BOOT/grub.cfg}) to content
   * @throws Fault (session) when two names differ in case only, a name is none FAT can hold, or the
   *     files are too large for FAT16
   */
  public static byte[] write(
      String label, int serial, Instant timestamp, SortedMap<String, byte[]> files) {
    return new FatWriter(label, serial, timestamp, files).image();
  }

  /** The volume's label; empty when it has none. */
  public String label() {
    return reader.label();
  }

  /** The paths of all files, sorted, in the case they are stored in. */
  public List<String> paths() {
    return List.copyOf(reader.files().keySet());
  }

  /**
   * The content of the file at {@code path}, whatever the case of its letters.
   *
   * @throws Fault (world) when there is none, or the image ends before it does
   */
  public byte[] read(String path) {
    try {
      return reader.read(file(path));
    } catch (FatDamage e) {
      throw damaged(name, e);
    }
  }

  /**
   * Where the clusters of the file at {@code path} are, in bytes from the image's beginning.
   *
   * @throws Fault (world) when there is none
   */
  public List<Extent> extentsOf(String path) {
    return reader.extents(file(path));
  }

  /** Where all copies of the file allocation table are. */
  public Extent tables() {
    return reader.tables();
  }

  private FatReader.File file(String path) {
    for (var file : reader.files().entrySet()) {
      if (file.getKey().equalsIgnoreCase(path)) {
        return file.getValue();
      }
    }
    throw Fault.world(
        "cannot read " + path + " in " + name, "there is no such file", "use another base image");
  }

  private static Fault damaged(String name, FatDamage damage) {
    return Fault.world(
            name + " is not a whole FAT file system",
            String.valueOf(damage.getMessage()),
            "get the image again and compare its checksum")
        .causedBy(damage);
  }
}
