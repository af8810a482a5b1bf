package org.tmpfsroot.workbench.fault;

import java.io.Serial;

/**
 * A failure a user can cause or meet. Made where it is known, shown as three lines: what failed,
 * why, and what to type or do next. Commands of this program inside {@link #next()} stand between
 * back quotes, so that a test can parse them.
 */
public final class Fault extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String what;
  private final String why;
  private final String next;

  private Fault(ExitCode exitCode, String what, String why, String next) {
    super(what + ": " + why);
    this.exitCode = exitCode;
    this.what = what;
    this.why = why;
    this.next = next;
  }

  /** What was typed is wrong (exit code 2). */
  public static Fault usage(String what, String why, String next) {
    return new Fault(ExitCode.USAGE, what, why, next);
  }

  /** The session cannot be resolved or built as it stands (exit code 3). */
  public static Fault session(String what, String why, String next) {
    return new Fault(ExitCode.SESSION, what, why, next);
  }

  /** Something outside the program failed (exit code 4). */
  public static Fault world(String what, String why, String next) {
    return new Fault(ExitCode.WORLD, what, why, next);
  }

  /** The same fault with {@code cause} kept for {@code --debug}. */
  public Fault causedBy(Throwable cause) {
    if (getCause() == null) {
      initCause(cause);
    }
    return this;
  }

  /** The same failure seen from further out: {@code what} names the larger thing that failed. */
  public Fault within(String outerWhat) {
    return new Fault(exitCode, outerWhat, what + ": " + why, next).causedBy(this);
  }

  /** The same failure where something else is to be done about it. */
  public Fault withNext(String newNext) {
    return new Fault(exitCode, what, why, newNext).causedBy(this);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public String what() {
    return what;
  }

  public String why() {
    return why;
  }

  public String next() {
    return next;
  }
}
