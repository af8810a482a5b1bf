package org.tmpfsroot.workbench.shell;

import org.springframework.shell.core.command.ParsedInput;
import org.tmpfsroot.workbench.fault.ExitCode;

/** A command with the words typed for it: known, complete, and each of its type. */
record Call(MethodCommand command, ParsedInput input) {
  ExitCode run(Output output) {
    return command.run(input, output);
  }
}
