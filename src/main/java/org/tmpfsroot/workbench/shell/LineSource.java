package org.tmpfsroot.workbench.shell;

import java.util.Optional;
import org.tmpfsroot.workbench.script.CommandLine;

/** Where commands come from: the prompt, a file, standard input, the command line. */
interface LineSource {
  /**
   * The next command; empty at the end.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (usage) for a line that is not one
   */
  Optional<CommandLine> next();

  /** Whether nothing more is run after a failure. */
  default boolean stopsAtFailure() {
    return true;
  }

  /** Whether the program may end now; asked when it is about to. */
  default boolean agreesToLeave() {
    return true;
  }
}
