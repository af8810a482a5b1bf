package org.tmpfsroot.workbench.repository;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds who has a file that primary.xml does not list. Each question means reading the whole file
 * list of a repository.
 */
public interface FileOwners {
  /** Knows nothing beyond primary.xml. */
  FileOwners NONE =
      new FileOwners() {
        @Override
        public Map<String, int[]> owners(PackageIndex index, Set<String> paths) {
          return Map.of();
        }

        @Override
        public int[] owners(PackageIndex index, Predicate<String> path) {
          return new int[0];
        }
      };

  /** For each of {@code paths} that some package has, the package ids, ascending. */
  Map<String, int[]> owners(PackageIndex index, Set<String> paths);

  /** Packages that have any file whose path passes, ascending. */
  int[] owners(PackageIndex index, Predicate<String> path);
}
