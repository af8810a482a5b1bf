package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.session.Readiness;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;

/** What is to be done next. */
@Noun(value = "", about = "the program itself")
public final class StatusCommands {
  private final Workspace workspace;

  public StatusCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = "status",
      description = "say what is missing for a build, in order",
      help =
          """
          JSON: an array of objects with missing and command; empty when a build can begin.

          > status
          """)
  public void status(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    List<Readiness.Missing> missing =
        workspace.current().map(Readiness::of).orElseGet(Readiness::withoutSession);
    if (format == Format.TABLE && missing.isEmpty()) {
      output.line("nothing is missing: type build run");
      return;
    }
    Table table = Table.of("missing", "command").inFull();
    missing.forEach(each -> table.row(each.what(), each.command()));
    output.show(table, format);
  }
}
