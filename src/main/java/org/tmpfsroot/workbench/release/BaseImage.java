package org.tmpfsroot.workbench.release;

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
}
