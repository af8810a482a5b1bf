package org.tmpfsroot.workbench.shell;

import java.util.List;

/**
 * An option of the program's call.
 *
 * @param name as it is typed: {@code --home}
 * @param value what follows it, in capitals; empty when nothing does
 */
public record LauncherOption(String name, String value, String description) {
  /** All of them. */
  public static final List<LauncherOption> ALL =
      List.of(
          new LauncherOption("--session", "FILE", "open this session first"),
          new LauncherOption("--home", "DIR", "where cache and state are kept"),
          new LauncherOption("--offline", "", "never touch the network"),
          new LauncherOption("--plain", "", "no colour, no moving cursor"),
          new LauncherOption("--debug", "", "show the trace of a failure"),
          new LauncherOption("--version", "", "say which version this is"),
          new LauncherOption("--help", "", "say how the program is called"),
          new LauncherOption(
              "-c", "COMMAND", "run this command and leave; may stand several times"));

  /** {@code --home DIR}. */
  public String usage() {
    return value.isEmpty() ? name : name + " " + value;
  }
}
