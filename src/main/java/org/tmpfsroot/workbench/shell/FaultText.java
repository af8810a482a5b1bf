package org.tmpfsroot.workbench.shell;

import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.script.Origin;

/** A failure as three lines: what failed, why, what to do next. */
final class FaultText {
  private FaultText() {}

  static List<String> of(Fault fault, Optional<Origin> origin) {
    return of(fault.what(), fault.why(), fault.next(), origin);
  }

  static List<String> of(String what, String why, String next, Optional<Origin> origin) {
    return List.of(
        Visible.safe(origin.map(place -> place + ": ").orElse("") + what),
        Visible.safe("  why:  " + why),
        Visible.safe("  next: " + next));
  }
}
