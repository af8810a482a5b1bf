package org.tmpfsroot.workbench.repository;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses below a mirror's folder. */
final class MirrorAddress {
  private MirrorAddress() {}

  /** {@code relative} may hold any character that a file name can; it is escaped as needed. */
  static URI below(URI folder, String relative) {
    try {
      String escaped = new URI(null, null, "/" + relative, null).getRawPath().substring(1);
      String base = folder.toString();
      return URI.create((base.endsWith("/") ? base : base + "/") + escaped.replace("+", "%2B"));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a path: " + relative, e);
    }
  }

  /** Whether it stays below the folder it is put behind. */
  static boolean isSafePath(String relative) {
    if (relative.isEmpty() || relative.startsWith("/") || relative.indexOf('\0') >= 0) {
      return false;
    }
    int start = 0;
    while (start <= relative.length()) {
      int slash = relative.indexOf('/', start);
      int end = slash < 0 ? relative.length() : slash;
      if (end - start == 2 && relative.startsWith("..", start)) {
        return false;
      }
      start = end + 1;
    }
    return true;
  }
}
