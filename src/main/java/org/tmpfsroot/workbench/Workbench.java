package org.tmpfsroot.workbench;

import java.util.List;
import org.tmpfsroot.workbench.app.Program;

/** The program. */
public final class Workbench {
  private Workbench() {}

  public static void main(String[] words) {
    System.exit(Program.run(List.of(words), System.getenv()).number());
  }
}
