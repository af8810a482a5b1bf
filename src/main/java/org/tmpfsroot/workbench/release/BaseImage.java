package org.tmpfsroot.workbench.release;

import java.util.List;

/**
 * Where a release's installer image lies on a mirror. Paths are relative to the mirror's root (the
 * folder that holds {@code releases/} and {@code updates/}).
 *
 * @param folder the folder, with a slash at its end
 * @param file the image's name
 * @param checksumFile the name of the clear-signed file beside it with its SHA-256
 */
public record BaseImage(String folder, String file, String checksumFile) {

  /** The image's path on a mirror. */
  public String path() {
    return folder + file;
  }

  /** The CHECKSUM file's path on a mirror. */
  public String checksumPath() {
    return folder + checksumFile;
  }

  /** Roots to try when the user named none: the present releases' mirrors, then the archive. */
  public static List<String> publicRoots() {
    return List.of(
        "https://dl.fedoraproject.org/pub/fedora/linux/",
        "https://archives.fedoraproject.org/pub/archive/fedora/linux/");
  }
}
