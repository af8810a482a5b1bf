package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;

/**
 * What the steps of a run gave.
 *
 * @param entries by the id of the step; without those the run was not asked for
 */
public record RunOutcome(Plan plan, Map<String, BuildCache.Entry> entries) {
  public RunOutcome {
    entries = Map.copyOf(entries);
  }

  /** The folder that a step filled. */
  public Optional<Path> output(String stepId) {
    return Optional.ofNullable(entries.get(stepId)).map(BuildCache.Entry::output);
  }

  /**
   * The SHA-256 of what the build is done for, as it was when the step gave it; empty when the run
   * ended before the plan did.
   */
  public Optional<Digest> productDigest() {
    BuildCache.Entry entry = entries.get(plan.product().stepId());
    if (entry == null) {
      return Optional.empty();
    }
    try {
      return OutputFiles.read(entry.files()).digest(plan.product().file());
    } catch (IOException e) {
      throw AtomicFile.cannotRead(entry.files(), e);
    }
  }

  /**
   * What the build is done for and what belongs to it, to be put where the user wants it; empty
   * when the run ended before the plan did.
   */
  public Optional<Publication> publication() {
    if (product().isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, Path> companions = new TreeMap<>();
    for (Plan.Companion each : plan.product().companions()) {
      companions.put(each.suffix(), output(each.stepId()).orElseThrow().resolve(each.file()));
    }
    return Optional.of(
        new Publication(product().orElseThrow(), productDigest().orElseThrow(), companions));
  }

  /** What the build is done for; empty when the run ended before the plan did. */
  public Optional<Path> product() {
    return entries.size() < plan.steps().size()
        ? Optional.empty()
        : output(plan.product().stepId()).map(folder -> folder.resolve(plan.product().file()));
  }
}
