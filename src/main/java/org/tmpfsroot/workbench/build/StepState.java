package org.tmpfsroot.workbench.build;

import java.util.Locale;

/** How far a step, or a whole run, has come. */
public enum StepState {
  WAITING,
  RUNNING,
  /** Its output was known already. */
  REUSED,
  DONE,
  FAILED,
  /** Of a run: it ended where it was told to, before the plan did. */
  STOPPED,
  CANCELLED;

  /** Whether the step's output is there. */
  public boolean isEnded() {
    return this == REUSED || this == DONE;
  }

  /** As shown to people and kept in files. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
