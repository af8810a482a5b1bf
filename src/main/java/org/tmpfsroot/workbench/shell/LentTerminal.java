package org.tmpfsroot.workbench.shell;

import org.tmpfsroot.workbench.io.TerminalSize;

/**
 * The user's terminal, lent to a command that has another system's screen to show: keys come as
 * they are pressed, Ctrl-C too, and bytes go out as they are. Closed, the terminal is as it was.
 */
public interface LentTerminal extends AutoCloseable {

  /** The bytes of what was pressed within a short while; empty when nothing was. */
  byte[] pressed();

  /** Shows bytes as they are, with whatever steers the terminal. */
  void show(byte[] bytes, int length);

  /** How large it is now. */
  TerminalSize size();

  @Override
  void close();
}
