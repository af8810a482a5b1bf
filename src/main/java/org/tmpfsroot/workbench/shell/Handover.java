package org.tmpfsroot.workbench.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jline.nativ.CLibrary;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.PrivateVariables;

/** The terminal in another program's hands. */
final class Handover {
  private static final int STANDARD_INPUT = 0;

  private Handover() {}

  static Fault noTerminal() {
    return Fault.usage(
        "cannot open a shell here",
        "there is no terminal to give to it",
        "start the program in a terminal, and without commands on its standard input");
  }

  /**
   * Runs it to its end, whatever is typed: what would cancel a command of ours is meant for it.
   *
   * @return its exit status
   */
  static int run(List<String> command, Path folder, Map<String, String> environment) {
    if (CLibrary.isatty(STANDARD_INPUT) != 1) {
      throw noTerminal();
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    PrivateVariables.withheldFrom(builder).environment().putAll(environment);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw Fault.world(
              "cannot start " + command.get(0),
              String.valueOf(e.getMessage()),
              "name a shell that is there in the variable SHELL")
          .causedBy(e);
    }
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        // the interrupt was for the shell's own work
      }
    }
  }
}
