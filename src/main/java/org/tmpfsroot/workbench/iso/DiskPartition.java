package org.tmpfsroot.workbench.iso;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A partition that an image has when it is a disk.
 *
 * @param table the table it stands in
 * @param number from 1, its place in that table
 * @param id GPT: its own GUID in upper case; empty for MBR
 * @param type GPT: the type's GUID in upper case; MBR: two hexadecimal digits
 * @param name GPT: its name; empty for MBR
 * @param extent where it is
 */
public record DiskPartition(
    Table table, int number, String id, String type, String name, Extent extent) {
  /** The GPT type of an EFI system partition. */
  public static final String EFI_SYSTEM = "C12A7328-F81F-11D2-BA4B-00A0C93EC93B";

  /** The GPT type of a partition with a file system any system may know. */
  public static final String BASIC_DATA = "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7";

  /** The kinds of partition tables. */
  public enum Table {
    MBR,
    GPT
  }

  /**
   * The partitions of a disk's image.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when it cannot be read or is truncated
   */
  public static List<DiskPartition> of(Path disk) throws IOException {
    try (ImageFile file = ImageFile.open(disk)) {
      return PartitionTables.read(file);
    }
  }
}
