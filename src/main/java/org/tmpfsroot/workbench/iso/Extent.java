package org.tmpfsroot.workbench.iso;

/**
 * A run of bytes of an image.
 *
 * @param offset where it begins, in bytes from the image's beginning
 * @param length how many bytes it has
 */
public record Extent(long offset, long length) {

  /** The first byte after it. */
  public long end() {
    return offset + length;
  }
}
