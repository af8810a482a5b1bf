package org.tmpfsroot.workbench.repository;

import java.util.Locale;

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

  /** What it is called in primary.xml: {@code requires}. */
  String elementName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the solver follows it only when weak dependencies are on. */
  public boolean isWeak() {
    return this == SUGGESTS || this == ENHANCES || this == RECOMMENDS || this == SUPPLEMENTS;
  }
}
