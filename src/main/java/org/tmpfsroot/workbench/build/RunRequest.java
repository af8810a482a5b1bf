package org.tmpfsroot.workbench.build;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run is to do.
 *
 * @param session the name under which it is kept
 * @param target where the user wants the product, to be known to whoever goes on with the run
 * @param part the one part of the range's last step to be tried, see {@link Step#parts}; what it
 *     gives is kept to be looked into and used for nothing
 */
public record RunRequest(
    String session, Plan plan, RunRange range, Optional<Path> target, Optional<String> part) {

  /** The whole plan. */
  public static RunRequest of(String session, Plan plan) {
    return new RunRequest(session, plan, RunRange.ALL, Optional.empty(), Optional.empty());
  }

  public RunRequest withRange(RunRange next) {
    return new RunRequest(session, plan, next, target, part);
  }

  public RunRequest withTarget(Path next) {
    return new RunRequest(session, plan, range, Optional.of(next), part);
  }

  /** One part of one step, on its own, over what the steps before it give. */
  public RunRequest withPart(String stepId, String next) {
    RunRange range = new RunRange(Optional.empty(), Optional.of(stepId));
    return new RunRequest(session, plan, range, target, Optional.of(next));
  }
}
