package org.tmpfsroot.workbench;

import java.util.List;
import org.tmpfsroot.workbench.app.Program;

/** The program. */
public final class Workbench {
  private Workbench() {}

  public static void main(String[] words) {
    // what libraries would log is an exception, which the shell tells, or of no use to a user;
    // named,
    // the logger that says nothing need not be looked for in every library
    System.setProperty("slf4j.provider", "org.slf4j.nop.NOPServiceProvider");
    System.setProperty("slf4j.internal.verbosity", "WARN");
    System.exit(Program.run(List.of(words), System.getenv()).number());
  }
}
