package org.tmpfsroot.workbench.machine;

/**
 * Watches a machine's serial line while it speaks. Called from one thread; what it throws is lost
 * together with all that comes after it.
 */
public interface ConsoleView {
  /** Watches nothing. */
  ConsoleView NONE = new ConsoleView() {};

  /** The next {@code length} bytes as they came, with whatever steers a terminal. */
  default void bytes(byte[] buffer, int length) {}

  /** A line that has come to its end, without what steers a terminal. */
  default void line(String line) {}
}
