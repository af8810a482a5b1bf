package org.tmpfsroot.workbench.repository;

import java.util.Map;
import java.util.Set;

/**
 * Finds who has a file that primary.xml does not list. Asked once for all paths of interest, since
 * it means reading the whole file list of a repository.
 */
@FunctionalInterface
public interface FileOwners {
  /** Knows nothing beyond primary.xml. */
  FileOwners NONE = (index, paths) -> Map.of();

  /** For each of {@code paths} that some package has, the package ids, ascending. */
  Map<String, int[]> owners(PackageIndex index, Set<String> paths);
}
