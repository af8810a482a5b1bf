package org.tmpfsroot.workbench.disk;

import java.util.Optional;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Size;

/**
 * A disk of the machine to be installed.
 *
 * @param name the kernel's name without {@code /dev/} ({@code sda}, {@code nvme0n1}, {@code
 *     mmcblk0}); with a match only a word of the user's for it
 * @param size what it holds, where it is known
 * @param match what it is recognized by, where the kernel's name is not to be relied on
 */
public record Disk(String name, Optional<Size> size, Optional<DiskMatch> match) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  /**
   * @throws Fault (usage) for a name that is no device name, and for a size of 0
   */
  public Disk {
    if (!NAME.matcher(name).matches()) {
      throw Fault.usage(
          "'" + name.replaceAll("\\p{Cntrl}", "?") + "' is no disk name",
          name.contains("/")
              ? "the name is wanted without its folder"
              : "a disk name has letters, digits and . _ - only",
          "write it as sda or nvme0n1");
    }
    if (size.filter(Size::isZero).isPresent()) {
      throw Fault.usage(
          "disk " + name + " cannot be of size 0",
          "everything is installed to disks",
          "type `disk add " + name + " --size 32G` or leave the size out");
    }
  }

  /** A disk known by the kernel's name only. */
  public static Disk of(String name) {
    return new Disk(name, Optional.empty(), Optional.empty());
  }

  public Disk withSize(Size newSize) {
    return new Disk(name, Optional.of(newSize), match);
  }

  public Disk withMatch(DiskMatch newMatch) {
    return new Disk(name, size, Optional.of(newMatch));
  }
}
