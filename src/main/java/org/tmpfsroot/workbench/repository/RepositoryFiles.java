package org.tmpfsroot.workbench.repository;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A repository's metadata as files, of the sizes and digests that its {@code repomd.xml} says.
 *
 * @param mirrors folders that hold {@code repodata/}, best first
 * @param repomd the bytes of {@code repomd.xml}
 * @param files what choosing packages needs, by the paths below the repository's base
 */
public record RepositoryFiles(
    RepositorySource source, List<URI> mirrors, byte[] repomd, SortedMap<String, Path> files) {
  /** Where {@code repomd.xml} is. */
  public static final String REPOMD = RepositorySnapshot.REPOMD;

  private static final List<String> KINDS =
      List.of("primary", "filelists", "group", "group_", "modules");

  public RepositoryFiles {
    mirrors = List.copyOf(mirrors);
    repomd = repomd.clone();
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  static boolean isRead(String kind) {
    return KINDS.stream()
        .anyMatch(each -> kind.equals(each) || (each.endsWith("_") && kind.startsWith(each)));
  }
}
