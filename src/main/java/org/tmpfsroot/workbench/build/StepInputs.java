package org.tmpfsroot.workbench.build;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * What a step takes from the steps before it.
 *
 * @param folders the outputs by the ids of the steps
 */
public record StepInputs(Map<String, Path> folders) {
  public StepInputs {
    folders = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(folders));
  }

  /**
   * From the cache.
   *
   * @throws Fault (session) when one is not there
   */
  static StepInputs of(PlannedStep planned, Plan plan, BuildCache cache) {
    Map<String, Path> folders = new LinkedHashMap<>();
    for (String from : planned.step().takesFrom()) {
      PlannedStep before = plan.steps().get(plan.indexOf(from));
      folders.put(
          from,
          cache
              .find(before)
              .map(BuildCache.Entry::output)
              .orElseThrow(
                  () ->
                      Fault.session(
                          "cannot look into " + planned.id(),
                          "it takes from " + from + ", whose output is not there",
                          "type `build run --to " + from + "`")));
    }
    return new StepInputs(folders);
  }

  /** Of those before it that have ended in this run. */
  static StepInputs of(PlannedStep planned, Map<String, BuildCache.Entry> entries) {
    Map<String, Path> folders = new LinkedHashMap<>();
    for (String from : planned.step().takesFrom()) {
      BuildCache.Entry entry = entries.get(from);
      if (entry == null) {
        throw new IllegalStateException(planned.id() + " runs before " + from);
      }
      folders.put(from, entry.output());
    }
    return new StepInputs(folders);
  }
}
