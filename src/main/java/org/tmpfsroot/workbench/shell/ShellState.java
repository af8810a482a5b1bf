package org.tmpfsroot.workbench.shell;

import java.util.List;

/**
 * What the prompt says and the end of the program asks about.
 *
 * @param label what is being worked on; empty when nothing is open
 * @param release the release it is made of; empty when nothing is open
 * @param unsaved whether something would be lost by leaving
 * @param stale what was made from it and no longer fits, one word each
 */
public record ShellState(String label, String release, boolean unsaved, List<String> stale) {
  /** Nothing is open. */
  public static final ShellState EMPTY = new ShellState("", "", false, List.of());

  public ShellState {
    stale = List.copyOf(stale);
  }
}
