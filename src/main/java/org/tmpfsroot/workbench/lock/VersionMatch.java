package org.tmpfsroot.workbench.lock;

import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.Capability.Relation;
import org.tmpfsroot.workbench.rpm.Evr;

/**
 * Whether what is provided can be what is wanted, by version. As libsolv's {@code
 * pool_intersect_evrs}, which differs from rpm where one side has no release: a provide {@code = 4}
 * stands for every release of 4, so it is also {@code > 4-2}.
 */
final class VersionMatch {
  private VersionMatch() {}

  /** The names are known to be the same. */
  static boolean overlap(Capability provided, Capability wanted) {
    Evr have = provided.evr();
    Evr want = wanted.evr();
    if (provided.relation() == Relation.ANY
        || wanted.relation() == Relation.ANY
        || have.hasRelease() == want.hasRelease()
        || isSameDirection(provided.relation(), wanted.relation())
        || have.compareAsDependency(want) != 0) {
      return wanted.overlaps(provided);
    }
    return allowsEqual(have.hasRelease() ? wanted.relation() : provided.relation());
  }

  private static boolean isSameDirection(Relation a, Relation b) {
    return (allowsLess(a) && allowsLess(b)) || (allowsGreater(a) && allowsGreater(b));
  }

  private static boolean allowsLess(Relation relation) {
    return relation == Relation.LESS || relation == Relation.LESS_OR_EQUAL;
  }

  private static boolean allowsGreater(Relation relation) {
    return relation == Relation.GREATER || relation == Relation.GREATER_OR_EQUAL;
  }

  private static boolean allowsEqual(Relation relation) {
    return relation == Relation.EQUAL
        || relation == Relation.LESS_OR_EQUAL
        || relation == Relation.GREATER_OR_EQUAL;
  }
}
