package org.tmpfsroot.workbench.fault;

/** How the program ends: the numbers are part of its contract with scripts. */
public enum ExitCode {
  /** Everything that was asked for is done. */
  DONE(0),
  /** What was typed is wrong, and only that. */
  USAGE(2),
  /**
   * The session cannot be resolved or built as it stands, a hook failed, or a check found
   * something.
   */
  SESSION(3),
  /** The world failed: network, disk, a missing tool, a wrong digest, a truncated file. */
  WORLD(4),
  /** A bug in the program. */
  BUG(5),
  /** The user cancelled. */
  CANCELLED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The process exit status. */
  public int number() {
    return number;
  }
}
