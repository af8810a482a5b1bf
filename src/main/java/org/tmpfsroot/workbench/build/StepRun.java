package org.tmpfsroot.workbench.build;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;

/** One step at work: where it reads, where it writes, and to whom it tells how it goes. */
public final class StepRun {
  private final Workplace place;
  private final Map<String, Path> inputs;
  private final Progress progress;
  private final StepLog log;
  private final Reporter reporter;
  private final Map<Path, Digest> known = new ConcurrentHashMap<>();

  /** Hears what a step found. */
  interface Reporter {
    /** As in {@link BuildEvent.Finding}. */
    void report(String subject, String text, boolean grave);
  }

  StepRun(
      Workplace place,
      Map<String, Path> inputs,
      Progress progress,
      StepLog log,
      Reporter reporter) {
    this.place = place;
    this.inputs = Map.copyOf(inputs);
    this.progress = progress;
    this.log = log;
    this.reporter = reporter;
  }

  /** The empty folder to fill. */
  public Path output() {
    return place.output();
  }

  /** A folder for what nobody needs afterwards. */
  public Path scratch() {
    return place.scratch();
  }

  /** What the step of that id gave, never to be written to. */
  public Path input(String stepId) {
    Path input = inputs.get(stepId);
    if (input == null) {
      throw new IllegalArgumentException("the step takes nothing from " + stepId);
    }
    return input;
  }

  public Progress progress() {
    return progress;
  }

  public StepLog log() {
    return log;
  }

  /** Tells the user something that this step does not fail by. */
  public void warn(String subject, String text) {
    report(subject, text, false);
  }

  /** Tells the user one of the reasons for which this step will fail. */
  public void blame(String subject, String text) {
    report(subject, text, true);
  }

  private void report(String subject, String text, boolean grave) {
    log.line((grave ? "error: " : "warning: ") + subject + " " + text);
    reporter.report(subject, text, grave);
  }

  /** Writes down another program that is about to be started, so that it can be tried by hand. */
  public void starts(ExternalCommand command) {
    place.note(command);
    log.line("$ " + command.text());
  }

  /**
   * Says what a file of the output has for its SHA-256, so that it need not be read again to be
   * known.
   */
  public void vouch(Path file, Digest sha256) {
    known.put(output().relativize(file), sha256);
  }

  /** What was vouched for, by the files' names in the output. */
  Map<Path, Digest> known() {
    return Map.copyOf(known);
  }
}
