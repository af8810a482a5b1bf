package org.tmpfsroot.workbench.build;

/**
 * A step in a plan.
 *
 * @param key the step's own key and the digests of the keys it takes from
 */
public record PlannedStep(Step step, StepKey key) {
  public String id() {
    return step.id();
  }
}
