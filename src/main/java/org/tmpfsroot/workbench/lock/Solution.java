package org.tmpfsroot.workbench.lock;

import java.util.List;

/**
 * What the solver found, in package numbers of the index.
 *
 * @param packages the chosen ones, ascending; empty when there is no solution
 * @param choices where there was something to choose
 * @param conflicts sets of rules that cannot be fulfilled together; empty when there is a solution
 * @param effort what it took
 */
record Solution(int[] packages, List<Chosen> choices, List<List<Fact>> conflicts, Effort effort) {

  /**
   * A dependency that several packages could have fulfilled.
   *
   * @param dependency number in the index, or -1 for a wish
   * @param from package whose dependency it is, or number of the wish
   */
  record Chosen(int dependency, int from, int chosen, int[] candidates, String reason) {}

  /**
   * A rule in package numbers.
   *
   * @param from package whose rule it is, or number of the wish
   * @param dependency number in the index, or -1
   * @param clause literals: package number plus one, negative for "not chosen"
   */
  record Fact(Rules.Kind kind, int from, int dependency, int[] clause) {}

  /** Counters, for tests and for the curious. */
  record Effort(int candidates, int rules, int learnt, int longestJump) {}

  boolean isSolved() {
    return conflicts.isEmpty();
  }
}
