package org.tmpfsroot.workbench.engine.docker;

import java.util.List;

/**
 * How a program in a container ended.
 *
 * @param exit its exit status, or {@link #TOO_LATE}
 * @param lastLines the last it said
 */
record Ending(int exit, List<String> lastLines) {
  /** Its time was over. */
  static final int TOO_LATE = -1;

  Ending {
    lastLines = List.copyOf(lastLines);
  }

  boolean isGood() {
    return exit == 0;
  }

  /** For the end of a sentence: {@code ended with status 1: last line but one / last line}. */
  String inWords() {
    String how = exit == TOO_LATE ? "took too long" : "ended with status " + exit;
    return lastLines.isEmpty() ? how : how + ": " + String.join(" / ", lastLines);
  }
}
