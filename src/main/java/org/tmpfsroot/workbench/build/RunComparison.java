package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tmpfsroot.workbench.io.Size;

/** What differs between two runs of a session. */
public final class RunComparison {
  private static final int MOST_LINES = 20;
  private static final Duration NOTEWORTHY = Duration.ofMillis(500);
  private static final int TIME_IN_LOG = "HH:mm:ss.SSS ".length();
  private static final int SHORT = 12;

  private final List<Difference> differences = new ArrayList<>();

  private RunComparison() {}

  /**
   * One difference.
   *
   * @param what {@code state}, {@code input}, {@code output}, {@code file}, {@code log}, {@code
   *     time}
   * @param before empty where there was nothing
   * @param after likewise
   */
  public record Difference(String stepId, String what, String before, String after) {}

  /** In the order of the later run's steps, those it no longer has last. */
  public static List<Difference> between(RunRecord before, RunRecord after) {
    RunComparison comparison = new RunComparison();
    Map<String, RunRecord.StepRecord> old =
        before.steps().stream()
            .collect(Collectors.toMap(RunRecord.StepRecord::id, Function.identity()));
    for (RunRecord.StepRecord now : after.steps()) {
      RunRecord.StepRecord then = old.remove(now.id());
      if (then == null) {
        comparison.add(now.id(), "state", "", now.state().toString());
      } else {
        comparison.steps(then, now);
      }
    }
    new TreeMap<>(old)
        .values()
        .forEach(gone -> comparison.add(gone.id(), "state", gone.state().toString(), ""));
    return List.copyOf(comparison.differences);
  }

  private void add(String stepId, String what, String before, String after) {
    differences.add(new Difference(stepId, what, before, after));
  }

  private void steps(RunRecord.StepRecord then, RunRecord.StepRecord now) {
    String id = now.id();
    if (then.state().isEnded() != now.state().isEnded()) {
      add(id, "state", then.state().toString(), now.state().toString());
    }
    for (String line : now.key().differenceFrom(then.key())) {
      // what it takes is told of the step that gives it
      String text = line.substring(2);
      if (!text.startsWith("from ")) {
        add(id, "input", line.startsWith("-") ? text : "", line.startsWith("-") ? "" : text);
      }
    }
    boolean bothGave = then.output().isPresent() && now.output().isPresent();
    if (bothGave && !then.output().equals(now.output())) {
      add(id, "output", output(then), output(now));
      files(then, now);
    }
    if (now.state() == StepState.FAILED || then.state() == StepState.FAILED) {
      log(then, now);
    }
    if (then.state() == StepState.DONE
        && now.state() == StepState.DONE
        && now.time().minus(then.time()).abs().compareTo(NOTEWORTHY) > 0) {
      add(id, "time", then.time().toMillis() + " ms", now.time().toMillis() + " ms");
    }
  }

  /** As far as both outputs are still kept. */
  private void files(RunRecord.StepRecord then, RunRecord.StepRecord now) {
    Optional<Map<String, String>> old = contents(then);
    Optional<Map<String, String>> fresh = contents(now);
    if (old.isEmpty() || fresh.isEmpty()) {
      return;
    }
    Set<String> paths = new TreeSet<>(old.get().keySet());
    paths.addAll(fresh.get().keySet());
    paths.stream()
        .filter(path -> !old.get().getOrDefault(path, "").equals(fresh.get().get(path)))
        .limit(MOST_LINES)
        .forEach(
            path ->
                add(
                    now.id(),
                    "file",
                    file(path, old.get(), fresh.get()),
                    file(path, fresh.get(), old.get())));
  }

  private static String output(RunRecord.StepRecord step) {
    String digest = step.output().map(each -> each.hex().substring(0, SHORT)).orElse("");
    return new Size(step.bytes()) + ", " + digest;
  }

  /** Its path, and where both have it what tells them apart. */
  private static String file(
      String path, Map<String, String> contents, Map<String, String> others) {
    String content = contents.get(path);
    if (content == null) {
      return "";
    }
    return others.containsKey(path)
        ? path + ", " + content.substring(0, Math.min(SHORT, content.length()))
        : path;
  }

  private static Optional<Map<String, String>> contents(RunRecord.StepRecord step) {
    try {
      return Optional.of(
          OutputFiles.read(step.log().resolveSibling("files")).lines().stream()
              .filter(line -> !line.kind().equals("folder"))
              .collect(Collectors.toMap(OutputFiles.Line::path, OutputFiles.Line::content)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void log(RunRecord.StepRecord then, RunRecord.StepRecord now) {
    List<String> old = said(then.log());
    List<String> fresh = said(now.log());
    without(old, fresh).forEach(line -> add(now.id(), "log", line, ""));
    without(fresh, old).forEach(line -> add(now.id(), "log", "", line));
  }

  private static List<String> without(List<String> lines, List<String> others) {
    Set<String> known = new HashSet<>(others);
    return lines.stream().filter(line -> !known.contains(line)).limit(MOST_LINES).toList();
  }

  /** Without the times. */
  private static List<String> said(Path log) {
    try {
      return Files.readAllLines(log).stream()
          .map(line -> line.substring(Math.min(line.length(), TIME_IN_LOG)))
          .toList();
    } catch (IOException e) {
      // it did not come to that step, or the log is gone with its output
      return List.of();
    }
  }
}
