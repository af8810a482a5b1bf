package org.tmpfsroot.workbench.repository;

/** The kinds of dependency a package declares, in the order primary.xml lists them. */
public enum DependencyKind {
  PROVIDES,
  REQUIRES,
  CONFLICTS,
  OBSOLETES,
  SUGGESTS,
  ENHANCES,
  RECOMMENDS,
  SUPPLEMENTS;

  /** Whether the solver follows it only when weak dependencies are on. */
  public boolean isWeak() {
    return this == SUGGESTS || this == ENHANCES || this == RECOMMENDS || this == SUPPLEMENTS;
  }
}
