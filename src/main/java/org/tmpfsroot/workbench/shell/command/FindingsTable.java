package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.session.Finding;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;

/** How findings are printed, and what they mean for the exit code. */
final class FindingsTable {
  private FindingsTable() {}

  /** A line for each finding; errors are the command's failure, warnings are not. */
  static ExitCode show(List<Finding> findings, Format format, Output output) {
    Table table = Table.of("severity", "id", "place", "text", "next");
    findings.forEach(
        finding ->
            table.row(
                finding.severity().toString(),
                finding.id(),
                finding.place(),
                finding.text(),
                finding.next()));
    if (format == Format.JSON || !findings.isEmpty()) {
      output.show(table, format);
    }
    if (format == Format.TABLE && findings.isEmpty()) {
      output.line("nothing found");
    }
    return findings.stream().anyMatch(Finding::isError) ? ExitCode.SESSION : ExitCode.DONE;
  }
}
