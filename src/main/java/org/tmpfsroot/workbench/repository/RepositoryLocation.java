package org.tmpfsroot.workbench.repository;

import java.net.URI;
import java.util.List;

/** Where a repository's mirrors are learnt from. */
public sealed interface RepositoryLocation {

  /**
   * The mirrors themselves.
   *
   * @param uris folders that hold {@code repodata/}, the first asked first; one or more
   */
  record Baseurl(List<URI> uris) implements RepositoryLocation {
    public Baseurl {
      uris = List.copyOf(uris);
      if (uris.isEmpty()) {
        throw new IllegalArgumentException("a repository without an address");
      }
    }

    public static Baseurl of(URI... uris) {
      return new Baseurl(List.of(uris));
    }
  }

  /** A text with one mirror a line. */
  record Mirrorlist(URI uri) implements RepositoryLocation {}

  /** A metalink document: mirrors with preferences, and the digests {@code repomd.xml} may have. */
  record Metalink(URI uri) implements RepositoryLocation {}
}
