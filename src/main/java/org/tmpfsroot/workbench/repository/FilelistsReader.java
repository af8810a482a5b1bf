package org.tmpfsroot.workbench.repository;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** Reads filelists.xml, keeping only what is looked for. */
final class FilelistsReader {
  private FilelistsReader() {}

  /** For the digest of each package that has any of {@code wanted}, those it has. */
  static Map<String, List<String>> read(InputStream in, String document, Set<String> wanted) {
    Map<String, List<String>> found = new HashMap<>();
    read(
        in,
        document,
        (digest, path) -> {
          if (wanted.contains(path)) {
            found.computeIfAbsent(digest, k -> new ArrayList<>()).add(path);
          }
        });
    return found;
  }

  /** The digests of the packages that have any file whose path passes. */
  static Set<String> having(InputStream in, String document, Predicate<String> path) {
    Set<String> found = new HashSet<>();
    read(
        in,
        document,
        (digest, each) -> {
          if (path.test(each)) {
            found.add(digest);
          }
        });
    return found;
  }

  private static void read(InputStream in, String document, BiConsumer<String, String> files) {
    try (XmlCursor xml = XmlCursor.open(in, document)) {
      if (!xml.nextChild(0) || !xml.name().equals("filelists")) {
        throw xml.unreadable("its first element is not 'filelists'");
      }
      while (xml.nextChild(1)) {
        xml.refreshAllowance();
        if (!xml.name().equals("package")) {
          continue;
        }
        String digest = xml.attribute("pkgid");
        while (xml.nextChild(2)) {
          if (xml.name().equals("file")) {
            files.accept(digest, xml.text());
          }
        }
      }
    }
  }
}
