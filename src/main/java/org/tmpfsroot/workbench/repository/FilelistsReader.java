package org.tmpfsroot.workbench.repository;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads filelists.xml, keeping only the paths that are looked for. */
final class FilelistsReader {
  private FilelistsReader() {}

  /** For the digest of each package that has any of {@code wanted}, those it has. */
  static Map<String, List<String>> read(InputStream in, String document, Set<String> wanted) {
    Map<String, List<String>> found = new HashMap<>();
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
            String path = xml.text();
            if (wanted.contains(path)) {
              found.computeIfAbsent(digest, k -> new ArrayList<>()).add(path);
            }
          }
        }
      }
    }
    return found;
  }
}
