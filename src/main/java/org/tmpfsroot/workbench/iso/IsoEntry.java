package org.tmpfsroot.workbench.iso;

import java.time.Instant;
import java.util.List;

/**
 * One name in the tree of an image.
 *
 * @param path relative to the root, with {@code /} between names and none at its ends: {@code
 *     EFI/BOOT/grub.cfg}
 * @param kind what it is
 * @param size in bytes; 0 for anything but a file
 * @param mode the permission bits, such as {@code 0644}
 * @param modified when its content changed last, as the image says
 * @param linkTarget where a symbolic link points to; empty for anything else
 * @param extents where the bytes of a file are, in order; empty for anything else
 */
public record IsoEntry(
    String path,
    Kind kind,
    long size,
    int mode,
    Instant modified,
    String linkTarget,
    List<Extent> extents) {

  /** What an entry is. */
  public enum Kind {
    FILE,
    DIRECTORY,
    SYMLINK,
    /** A device, pipe or socket. */
    OTHER
  }

  public IsoEntry {
    extents = List.copyOf(extents);
  }

  /** Whether it is a regular file. */
  public boolean isFile() {
    return kind == Kind.FILE;
  }

  /** Whether it is a directory. */
  public boolean isDirectory() {
    return kind == Kind.DIRECTORY;
  }

  /** The last name of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
