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

/**
 * What one run of a plan did, so far.
 *
 * @param id of the run: the time it began
 * @param state of the whole
 * @param failure why it failed, else empty
 */
public record RunRecord(
    String id, Instant began, StepState state, List<StepRecord> steps, String failure) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * What one step did.
   *
   * @param bytes how much its output has
   * @param log the file with what it said; may not be there
   * @param key what its output depends on
   */
  public record StepRecord(
      String id, StepState state, Duration time, long bytes, Path log, StepKey key) {
    StepRecord with(StepState next, Duration took, long gave, Path said) {
      return new StepRecord(id, next, took, gave, said, key);
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

  /** The step that failed, else the last one the run came to. */
  public Optional<StepRecord> latest() {
    return steps.stream()
        .filter(step -> step.state() != StepState.WAITING)
        .reduce((earlier, later) -> later);
  }

  RunRecord with(int index, StepRecord step) {
    List<StepRecord> changed = new ArrayList<>(steps);
    changed.set(index, step);
    return new RunRecord(id, began, state, changed, failure);
  }

  RunRecord ended(StepState how, String why) {
    return new RunRecord(id, began, how, steps, why);
  }

  /** As it is to be shown when nobody works on it any more. */
  RunRecord killed() {
    List<StepRecord> changed =
        steps.stream()
            .map(
                step ->
                    step.state() == StepState.RUNNING
                        ? step.with(StepState.CANCELLED, step.time(), 0, step.log())
                        : step)
            .toList();
    return new RunRecord(id, began, StepState.CANCELLED, changed, "the program was killed");
  }

  void write(Path file) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("id", id);
    root.put("began", began.toString());
    root.put("state", state.toString());
    root.put("failure", failure);
    ArrayNode array = root.putArray("steps");
    for (StepRecord step : steps) {
      ObjectNode node = array.addObject();
      node.put("id", step.id());
      node.put("state", step.state().toString());
      node.put("milliseconds", step.time().toMillis());
      node.put("bytes", step.bytes());
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
              Duration.ofMillis(node.path("milliseconds").asLong()),
              node.path("bytes").asLong(),
              Path.of(node.path("log").asText()),
              new StepKey(key)));
    }
    try {
      return new RunRecord(
          root.path("id").asText(),
          Instant.parse(root.path("began").asText()),
          state(root),
          steps,
          root.path("failure").asText());
    } catch (DateTimeParseException e) {
      throw new IOException("not the record of a run: " + file, e);
    }
  }

  private static StepState state(JsonNode node) throws IOException {
    try {
      return StepState.valueOf(node.path("state").asText().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IOException("not the state of a run: " + node.path("state"), e);
    }
  }
}
