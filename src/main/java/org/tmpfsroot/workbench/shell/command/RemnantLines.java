package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import org.tmpfsroot.workbench.build.Remnant;
import org.tmpfsroot.workbench.shell.Output;

/** What was removed from a daemon and what stays, a line each. */
final class RemnantLines {
  private RemnantLines() {}

  static void print(List<Remnant> remnants, boolean dryRun, Output output) {
    for (Remnant remnant : remnants) {
      output.line(
          remnant
              .inUse()
              .map(why -> "left " + remnant.name() + ": " + why)
              .orElse((dryRun ? "would remove " : "removed ") + remnant.name()));
    }
    if (remnants.isEmpty()) {
      output.line("there is nothing of this program on the daemon");
    }
  }
}
