package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import org.tmpfsroot.workbench.overlay.Promise;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;

/** How the promises of the installed system are printed. */
final class SafetyTable {
  private SafetyTable() {}

  /** For people what keeps and what proves a promise stands below it: no line is long enough. */
  static void show(List<Promise> promises, Format format, Output output) {
    if (format == Format.JSON) {
      Table table = Table.of("promise", "keptBy", "provenBy");
      promises.forEach(each -> table.row(each.text(), each.keptBy(), each.provenBy()));
      output.show(table, format);
      return;
    }
    for (Promise each : promises) {
      output.line(each.text());
      each.keptBy().forEach(by -> output.line("  kept by    " + by));
      each.provenBy().forEach(test -> output.line("  proven by  " + test));
    }
  }
}
