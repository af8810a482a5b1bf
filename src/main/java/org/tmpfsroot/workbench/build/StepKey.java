package org.tmpfsroot.workbench.build;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tmpfsroot.workbench.io.Digest;

/**
 * What a step's output depends on, as readable lines, {@code volume-id tmpfsroot-fedora}. Its
 * digest names the output; the difference of two keys says why a step is done again.
 */
public record StepKey(List<String> lines) {

  public StepKey {
    lines = List.copyOf(lines);
  }

  /**
   * A key that begins with the step and the version of what it does.
   *
   * @param version to be raised when the same inputs give another output than before
   */
  public static StepKey of(String stepId, int version) {
    return new StepKey(List.of("step " + stepId + " " + version));
  }

  /** The key with one more line. A line break in the value cannot be taken for the line's end. */
  public StepKey with(String name, Object value) {
    List<String> more = new ArrayList<>(lines);
    more.add(name + " " + value.toString().replace("\\", "\\\\").replace("\n", "\\n"));
    return new StepKey(more);
  }

  /** The key with a line for each of {@code values}, in their order. */
  public StepKey withAll(String name, Iterable<?> values) {
    StepKey key = this;
    for (Object value : values) {
      key = key.with(name, value);
    }
    return key;
  }

  public Digest digest() {
    return Digest.sha256Of(text().getBytes(StandardCharsets.UTF_8));
  }

  /** All lines, each with its end. */
  public String text() {
    return String.join("\n", lines) + "\n";
  }

  /** What {@link #text()} gave. */
  static StepKey parse(String text) {
    return new StepKey(text.lines().toList());
  }

  /** The lines that only {@code before} has, after a minus, and those it lacks, after a plus. */
  public List<String> differenceFrom(StepKey before) {
    Set<String> old = new HashSet<>(before.lines);
    Set<String> now = new HashSet<>(lines);
    List<String> difference = new ArrayList<>();
    before.lines.stream()
        .filter(line -> !now.contains(line))
        .map("- "::concat)
        .forEach(difference::add);
    lines.stream().filter(line -> !old.contains(line)).map("+ "::concat).forEach(difference::add);
    return List.copyOf(difference);
  }
}
