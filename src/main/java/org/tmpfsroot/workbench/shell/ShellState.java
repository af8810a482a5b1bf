package org.tmpfsroot.workbench.shell;

/**
 * What the prompt says and the end of the program asks about.
 *
 * @param label what is being worked on; empty when nothing is open
 * @param unsaved whether something would be lost by leaving
 */
public record ShellState(String label, boolean unsaved) {
  /** Nothing is open. */
  public static final ShellState EMPTY = new ShellState("", false);
}
