package org.tmpfsroot.workbench.build;

import java.util.Optional;
import java.util.Set;

/**
 * Which steps of a plan are looked at.
 *
 * @param from the step from which on all are done again, known or not
 * @param to the last step
 * @param breaks the steps before which the run stops
 */
public record RunRange(Optional<String> from, Optional<String> to, Set<String> breaks) {
  /** All steps, and only what is not known is done. */
  public static final RunRange ALL = new RunRange(Optional.empty(), Optional.empty());

  public RunRange {
    breaks = Set.copyOf(breaks);
  }

  /** One that does not stop on its way. */
  public RunRange(Optional<String> from, Optional<String> to) {
    this(from, to, Set.of());
  }

  int firstAnew(Plan plan) {
    return from.map(plan::indexOf).orElse(plan.steps().size());
  }

  /** The index of the last step that is looked at; -1 for none. */
  int last(Plan plan) {
    int last = to.map(plan::indexOf).orElse(plan.steps().size() - 1);
    for (int i = 0; i <= last; i++) {
      if (breaks.contains(plan.steps().get(i).id())) {
        return i - 1;
      }
    }
    return last;
  }
}
