package org.tmpfsroot.workbench.shell;

/** Lets out of a reflective call what the method threw, as if it had been called directly. */
final class Rethrown {
  private Rethrown() {}

  /** Throws it where it is unchecked; a checked one comes back wrapped. */
  static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(thrown);
  }
}
