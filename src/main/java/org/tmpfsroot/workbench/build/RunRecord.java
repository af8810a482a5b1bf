package org.tmpfsroot.workbench.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;

/**
 * What one run of a plan did, so far.
 *
 * @param id of the run: the time it began
 * @param took how long it lasted, zero while it lasts
 * @param state of the whole
 * @param failure why it failed, else empty
 * @param target where the user wants the product
 * @param part the one part of its last step that was tried, see {@link Step#parts}
 */
public record RunRecord(
    String id,
    Instant began,
    Duration took,
    StepState state,
    List<StepRecord> steps,
    String failure,
    Optional<Path> target,
    Optional<String> part) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String KILLED = "the program was killed";

  /**
   * What one step did.
   *
   * @param after how long after the run it began
   * @param bytes how much its output has
   * @param output the digest of the list of its output's files with their digests; empty until then
   * @param log the file with what it said; may not be there
   * @param key what its output depends on
   */
  public record StepRecord(
      String id,
      StepState state,
      Duration after,
      Duration time,
      long bytes,
      Optional<Digest> output,
      Path log,
      StepKey key) {
    static StepRecord waiting(PlannedStep step, Path log) {
      return new StepRecord(
          step.id(),
          StepState.WAITING,
          Duration.ZERO,
          Duration.ZERO,
          0,
          Optional.empty(),
          log,
          step.key());
    }

    StepRecord with(StepState next) {
      return new StepRecord(id, next, after, time, bytes, output, log, key);
    }

    StepRecord began(Duration sinceRun) {
      return new StepRecord(
          id, StepState.RUNNING, sinceRun, Duration.ZERO, 0, Optional.empty(), log, key);
    }

    StepRecord ended(StepState next, Duration took) {
      return new StepRecord(id, next, after, took, bytes, output, log, key);
    }

    StepRecord gave(BuildCache.Entry entry, OutputFiles files) {
      return new StepRecord(
          id, state, after, time, files.bytes(), Optional.of(files.digest()), entry.log(), key);
    }
  }

  public RunRecord {
    steps = List.copyOf(steps);
  }

  /**
   * What the step of that id did.
   *
   * @throws Fault (usage) when the run had none, with the nearest ids
   */
  public StepRecord step(String stepId) {
    return steps.stream()
        .filter(step -> step.id().equals(stepId))
        .findFirst()
        .orElseThrow(() -> Plan.noStep(stepId, steps.stream().map(StepRecord::id).toList()));
  }

  /** The step that failed, else the first that did not come to its end, else the last. */
  public Optional<StepRecord> latest() {
    return first(StepState.FAILED)
        .or(() -> first(StepState.CANCELLED))
        .or(() -> first(StepState.RUNNING))
        .or(
            () ->
                steps.stream()
                    .filter(step -> step.state() != StepState.WAITING)
                    .reduce((earlier, later) -> later));
  }

  /** The step that failed, else the first whose output this run did not come to. */
  public Optional<StepRecord> next() {
    return first(StepState.FAILED)
        .or(() -> steps.stream().filter(step -> !step.state().isEnded()).findFirst());
  }

  private Optional<StepRecord> first(StepState state) {
    return steps.stream().filter(step -> step.state() == state).findFirst();
  }

  RunRecord with(int index, StepRecord step) {
    List<StepRecord> changed = new ArrayList<>(steps);
    changed.set(index, step);
    return new RunRecord(id, began, took, state, changed, failure, target, part);
  }

  RunRecord ended(StepState how, Duration lasted, String why) {
    return new RunRecord(id, began, lasted, how, steps, why, target, part);
  }

  /** As it is to be shown when nobody works on it any more. */
  RunRecord killed() {
    List<StepRecord> changed =
        steps.stream()
            .map(step -> step.state() == StepState.RUNNING ? step.with(StepState.CANCELLED) : step)
            .toList();
    return new RunRecord(id, began, took, StepState.CANCELLED, changed, KILLED, target, part);
  }

  /** Whether its program was killed, so that it could not tidy up. */
  boolean wasKilled() {
    return state == StepState.CANCELLED && failure.equals(KILLED);
  }

  void write(Path file) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("id", id);
    root.put("began", began.toString());
    root.put("milliseconds", took.toMillis());
    root.put("state", state.toString());
    root.put("failure", failure);
    target.ifPresent(place -> root.put("target", place.toString()));
    part.ifPresent(name -> root.put("part", name));
    ArrayNode array = root.putArray("steps");
    for (StepRecord step : steps) {
      ObjectNode node = array.addObject();
      node.put("id", step.id());
      node.put("state", step.state().toString());
      node.put("after", step.after().toMillis());
      node.put("milliseconds", step.time().toMillis());
      node.put("bytes", step.bytes());
      step.output().ifPresent(digest -> node.put("output", digest.hex()));
      node.put("log", step.log().toString());
      ArrayNode key = node.putArray("key");
      step.key().lines().forEach(key::add);
    }
    AtomicFile.write(file, (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static RunRecord read(Path file) throws IOException {
    JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
    List<StepRecord> steps = new ArrayList<>();
    for (JsonNode node : root.path("steps")) {
      List<String> key = new ArrayList<>();
      node.path("key").forEach(line -> key.add(line.asText()));
      steps.add(
          new StepRecord(
              node.path("id").asText(),
              state(node),
              Duration.ofMillis(node.path("after").asLong()),
              Duration.ofMillis(node.path("milliseconds").asLong()),
              node.path("bytes").asLong(),
              Digest.parse("sha256", node.path("output").asText()),
              Path.of(node.path("log").asText()),
              new StepKey(key)));
    }
    try {
      return new RunRecord(
          root.path("id").asText(),
          Instant.parse(root.path("began").asText()),
          Duration.ofMillis(root.path("milliseconds").asLong()),
          state(root),
          steps,
          root.path("failure").asText(),
          text(root.path("target")).map(Path::of),
          text(root.path("part")));
    } catch (DateTimeParseException e) {
      throw new IOException("not the record of a run: " + file, e);
    }
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private static StepState state(JsonNode node) throws IOException {
    try {
      return StepState.valueOf(node.path("state").asText().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IOException("not the state of a run: " + node.path("state"), e);
    }
  }
}
