package org.tmpfsroot.workbench.build;

import java.util.Optional;

/**
 * Which steps of a plan are looked at.
 *
 * @param from the step from which on all are done again, known or not
 * @param to the last step
 */
public record RunRange(Optional<String> from, Optional<String> to) {
  /** All steps, and only what is not known is done. */
  public static final RunRange ALL = new RunRange(Optional.empty(), Optional.empty());

  int firstAnew(Plan plan) {
    return from.map(plan::indexOf).orElse(plan.steps().size());
  }

  int last(Plan plan) {
    return to.map(plan::indexOf).orElse(plan.steps().size() - 1);
  }
}
