package org.tmpfsroot.workbench.io;

/**
 * Lets out what a method threw that was called by reflection, or work on another thread, as if it
 * had been called directly.
 */
public final class Rethrown {
  private Rethrown() {}

  /** Throws it where it is unchecked; a checked one comes back wrapped. */
  public static RuntimeException unchecked(Throwable thrown) {
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    return new IllegalStateException(thrown);
  }
}
