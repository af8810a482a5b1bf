package org.tmpfsroot.workbench.shell;

import java.util.List;
import org.tmpfsroot.workbench.fault.Fault;

/** A failure as three lines: what failed, why, what to do next. */
final class FaultText {
  private static final String HANGING = " ".repeat("  why:  ".length());

  private FaultText() {}

  /** The lines; {@code where} stands before the first. */
  static List<String> of(String where, Fault fault) {
    return of(where, fault.what(), fault.why(), fault.next());
  }

  /** The same lines broken at blanks where they are wider, so that the labels stay visible. */
  static List<String> fitted(List<String> lines, int columns) {
    return lines.stream()
        .flatMap(
            line -> Visible.wrapped(line, columns, line.startsWith("  ") ? HANGING : "").stream())
        .toList();
  }

  static List<String> of(String where, String what, String why, String next) {
    return List.of(
        Visible.safe(where + what),
        Visible.safe("  why:  " + why),
        Visible.safe("  next: " + next));
  }
}
