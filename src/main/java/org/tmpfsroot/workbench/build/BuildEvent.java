package org.tmpfsroot.workbench.build;

import java.time.Duration;
import java.util.List;

/** What happens in a run, for whoever shows it. */
public sealed interface BuildEvent {

  /** The run begins. */
  record RunBegan(String runId, String session, List<String> stepIds) implements BuildEvent {}

  /** The step begins to work. */
  record Started(String stepId, String title) implements BuildEvent {}

  /** Its output is known already. */
  record Reused(String stepId, long bytes) implements BuildEvent {}

  /**
   * It has done its work.
   *
   * @param bytes how much it gave
   */
  record Done(String stepId, Duration time, long bytes) implements BuildEvent {}

  /**
   * It found something that the user should know, and goes on for now.
   *
   * @param subject what it is about, such as a package's {@code name-version-release}
   * @param text what follows the subject in a sentence
   * @param grave whether the step fails by it
   */
  record Finding(String stepId, String subject, String text, boolean grave) implements BuildEvent {}

  /** It could not do its work. */
  record Failed(String stepId, Duration time, String reason) implements BuildEvent {}

  /** It was cancelled in its work. */
  record Interrupted(String stepId, Duration time) implements BuildEvent {}

  /** The run stops before the step, as it was told to. */
  record Stopped(String stepId) implements BuildEvent {}

  /** The run is over. */
  record RunEnded(StepState state, Duration time) implements BuildEvent {}
}
