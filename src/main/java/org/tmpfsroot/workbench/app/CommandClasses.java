package org.tmpfsroot.workbench.app;

import java.util.List;
import org.tmpfsroot.workbench.shell.command.GeneralCommands;
import org.tmpfsroot.workbench.shell.command.ScriptCommands;

/** Every class of commands, one line each. */
final class CommandClasses {
  static final List<Class<?>> ALL = List.of(GeneralCommands.class, ScriptCommands.class);

  private CommandClasses() {}
}
