package org.tmpfsroot.workbench.app;

import java.util.List;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.SessionChecks;
import org.tmpfsroot.workbench.shell.Style;
import org.tmpfsroot.workbench.shell.Styled;

/** How many findings stop a build: {@code 2 errors, 1 warning}, nothing where none does. */
final class CheckCount {
  private CheckCount() {}

  static Styled of(ImageSession session) {
    List<Finding> stopping =
        SessionChecks.of(session).stream()
            .filter(finding -> SessionChecks.stops(session, finding))
            .toList();
    int errors = (int) stopping.stream().filter(Finding::isError).count();
    int warnings = stopping.size() - errors;
    Styled count = Styled.EMPTY;
    if (errors > 0) {
      count = count.and(Style.BAD, counted(errors, "error"));
    }
    if (warnings > 0) {
      count = count.and(Style.CHANGED, (errors > 0 ? ", " : "") + counted(warnings, "warning"));
    }
    return count;
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
