package org.tmpfsroot.workbench.rpm;

import java.time.Instant;
import java.util.Optional;
import org.tmpfsroot.workbench.io.Digest;

/**
 * A file a package brings, as its header says.
 *
 * @param path absolute; in source packages a bare name
 * @param mode type and permission bits as in {@code st_mode}
 * @param size bytes; of a symbolic link the length of its target
 * @param digest of a regular file's content
 * @param linkTarget of a symbolic link, else empty
 * @param flags rpm's {@code RPMFILE_*} bits
 * @param capabilities in {@code cap_to_text} form, empty for none
 * @param language the locale it is for, empty for all
 * @param device together with {@code inode}: the same for names of one file
 */
public record PackagedFile(
    String path,
    int mode,
    long size,
    Optional<Digest> digest,
    String user,
    String group,
    Instant modified,
    String linkTarget,
    int flags,
    String capabilities,
    String language,
    long device,
    long inode) {
  static final int FLAG_CONFIG = 1;
  static final int FLAG_GHOST = 1 << 6;

  private static final int TYPE_MASK = 0170000;
  private static final int TYPE_DIRECTORY = 0040000;
  private static final int TYPE_LINK = 0120000;
  private static final int TYPE_REGULAR = 0100000;

  public boolean isDirectory() {
    return (mode & TYPE_MASK) == TYPE_DIRECTORY;
  }

  public boolean isSymbolicLink() {
    return (mode & TYPE_MASK) == TYPE_LINK;
  }

  public boolean isRegular() {
    return (mode & TYPE_MASK) == TYPE_REGULAR;
  }

  /** Whether the package only owns the name: no such file is in its payload. */
  public boolean isGhost() {
    return (flags & FLAG_GHOST) != 0;
  }

  /** Whether {@code other} is another name of the same file. */
  public boolean isSameFile(PackagedFile other) {
    return isRegular()
        && other.isRegular()
        && device == other.device
        && inode == other.inode
        && !isGhost()
        && !other.isGhost();
  }
}
