package org.tmpfsroot.workbench.lock;

import java.util.Comparator;
import org.tmpfsroot.workbench.repository.PackageIndex;

/**
 * Packages by repository (the best priority and cost first) and location: the order dnf loads
 * repositories and createrepo_c lists packages in, which libsolv's choices among equals follow.
 * Made anew here, it does not depend on how the metadata is ordered.
 */
final class LoadOrder {
  private LoadOrder() {}

  static Comparator<Integer> of(PackageIndex index) {
    return Comparator.comparingInt((Integer pkg) -> index.repository(pkg).priority())
        .thenComparing(pkg -> index.repository(pkg).cost())
        .thenComparing(index::repositoryNumber)
        .thenComparing(index::location)
        .thenComparing(index::nevra);
  }
}
