package org.tmpfsroot.workbench.overlay;

import java.nio.file.Path;
import java.util.List;

/**
 * A folder of the user's that is copied over the installed root, hidden files included.
 *
 * @param root the folder
 * @param entries all below it, sorted by path; owners are root, modes as on the disk
 */
public record UserTree(Path root, List<OverlayEntry> entries) {
  public UserTree {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a folder.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (session) when it is not there, or holds something
   *     that is neither a file, a folder nor a symbolic link, or a link that leads out of it
   */
  public static UserTree read(Path root) {
    return new UserTree(root, FolderReader.read(root));
  }
}
