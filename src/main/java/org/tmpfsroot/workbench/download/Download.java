package org.tmpfsroot.workbench.download;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.io.Digest;

/**
 * One file to be had.
 *
 * @param name what messages call it
 * @param sources {@code https:}, {@code http:} or {@code file:} addresses of the same bytes, best
 *     first
 * @param size in bytes, or {@link #ANY_SIZE}
 * @param digest what its bytes must have; empty for a file that nobody vouches for, which is then
 *     fetched afresh every time
 */
public record Download(String name, List<URI> sources, long size, Optional<Digest> digest) {
  /** The size is not known. */
  public static final long ANY_SIZE = -1;

  public Download {
    sources = List.copyOf(sources);
    if (size < ANY_SIZE) {
      throw new IllegalArgumentException(name + " cannot have " + size + " bytes");
    }
  }

  /** A file whose bytes are known beforehand. */
  public static Download pinned(String name, List<URI> sources, long size, Digest digest) {
    return new Download(name, sources, size, Optional.of(digest));
  }

  /** A file that is taken as it comes. */
  public static Download unpinned(String name, List<URI> sources) {
    return new Download(name, sources, ANY_SIZE, Optional.empty());
  }
}
