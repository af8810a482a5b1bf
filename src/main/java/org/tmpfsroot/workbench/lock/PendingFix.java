package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.tmpfsroot.workbench.repository.Advisory;
import org.tmpfsroot.workbench.rpm.Nevra;

/**
 * An advisory that a lock has not taken up yet.
 *
 * @param locked the package it is about
 * @param fixed the newer build that it announces
 */
public record PendingFix(Advisory advisory, LockedPackage locked, Nevra fixed) {
  private static final List<String> SEVERITIES =
      List.of("critical", "important", "moderate", "low");

  /** The most severe first, then by advisory and package. */
  public static List<PendingFix> of(Lock lock, List<Advisory> advisories) {
    List<PendingFix> fixes = new ArrayList<>();
    for (Advisory advisory : advisories) {
      for (Nevra fixed : advisory.packages()) {
        lock.packages().stream()
            .filter(locked -> locked.nevra().name().equals(fixed.name()))
            .filter(locked -> locked.nevra().arch().equals(fixed.arch()))
            .filter(locked -> locked.nevra().evr().compareTo(fixed.evr()) < 0)
            .forEach(locked -> fixes.add(new PendingFix(advisory, locked, fixed)));
      }
    }
    fixes.sort(
        Comparator.comparing(PendingFix::rank)
            .thenComparing(fix -> !fix.advisory().type().equals("security"))
            .thenComparing(fix -> fix.advisory().id())
            .thenComparing(fix -> fix.locked().nevra())
            .thenComparing(PendingFix::fixed));
    return fixes;
  }

  private int rank() {
    int rank = SEVERITIES.indexOf(advisory.severity().toLowerCase(Locale.ROOT));
    return rank < 0 ? SEVERITIES.size() : rank;
  }
}
