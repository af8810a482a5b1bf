package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.SessionChecks;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Style;
import org.tmpfsroot.workbench.shell.Table;

/** How findings are printed, and what they mean for the exit code. */
final class FindingsTable {
  private FindingsTable() {}

  /**
   * A line for each finding; what stops a build is the command's failure, a warning that the
   * session allows is not.
   */
  static ExitCode show(ImageSession session, List<Finding> findings, Format format, Output output) {
    Table table =
        Table.of("severity", "id", "place", "text", "next").andForPrograms("stops").inFull();
    findings.forEach(
        finding ->
            table.styled(
                style(session, finding),
                finding.severity().toString(),
                finding.id(),
                finding.place(),
                finding.text(),
                finding.next(),
                SessionChecks.stops(session, finding)));
    if (format == Format.JSON || !findings.isEmpty()) {
      output.show(table, format);
    }
    if (format == Format.TABLE && findings.isEmpty()) {
      output.line("nothing found");
    }
    return findings.stream().anyMatch(finding -> SessionChecks.stops(session, finding))
        ? ExitCode.SESSION
        : ExitCode.DONE;
  }

  private static Style style(ImageSession session, Finding finding) {
    return finding.isError()
        ? Style.BAD
        : SessionChecks.stops(session, finding) ? Style.CHANGED : Style.PLAIN;
  }

  /** Every check there is. */
  static void list(Optional<ImageSession> session, Format format, Output output) {
    Table table = Table.of("severity", "id", "about", "allowed").inFull();
    SessionChecks.known()
        .forEach(
            check ->
                table.row(
                    check.severity().toString(),
                    check.id(),
                    check.about(),
                    session.filter(each -> SessionChecks.allows(each, check.id())).isPresent()));
    output.show(table, format);
  }
}
