package org.tmpfsroot.workbench.build;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;

/**
 * The steps of a build in an order in which they can run, each with its whole key: what is known
 * already can be told before anything runs.
 *
 * @param product what the build is done for
 */
public record Plan(List<PlannedStep> steps, Product product) {
  /**
   * A file in a step's output.
   *
   * @param stepId the step that gives it
   * @param file its name in that step's output
   * @param companions what is put beside it
   */
  public record Product(String stepId, String file, List<Companion> companions) {
    public Product {
      companions = List.copyOf(companions);
    }

    /** A product that needs nothing beside it. */
    public static Product of(String stepId, String file) {
      return new Product(stepId, file, List.of());
    }

    /** The same with one more file beside it. */
    public Product with(Companion companion) {
      List<Companion> more = new ArrayList<>(companions);
      more.add(companion);
      return new Product(stepId, file, more);
    }
  }

  /**
   * A file that belongs to the product.
   *
   * @param stepId the step that gives it
   * @param file its name in that step's output
   * @param suffix what its name has after the product's
   */
  public record Companion(String stepId, String file, String suffix) {}

  public Plan {
    steps = List.copyOf(steps);
  }

  /**
   * Chains the keys: a step's key holds the digests of those it takes from.
   *
   * @throws IllegalArgumentException when a step takes from one that does not stand before it
   */
  public static Plan of(List<? extends Step> steps, Product product) {
    Map<String, StepKey> keys = new HashMap<>();
    List<PlannedStep> planned = new ArrayList<>();
    for (Step step : steps) {
      StepKey key = step.key();
      for (String from : step.takesFrom()) {
        StepKey upstream = keys.get(from);
        if (upstream == null) {
          throw new IllegalArgumentException(
              step.id() + " takes from " + from + ", which is later");
        }
        key = key.with("from " + from, upstream.digest());
      }
      if (keys.put(step.id(), key) != null) {
        throw new IllegalArgumentException("two steps are called " + step.id());
      }
      planned.add(new PlannedStep(step, key));
    }
    if (!keys.containsKey(product.stepId())
        || !product.companions().stream().map(Companion::stepId).allMatch(keys::containsKey)) {
      throw new IllegalArgumentException("no step gives " + product);
    }
    return new Plan(planned, product);
  }

  /** Without the steps after the one that gives what the build is done for. */
  public Plan upToProduct() {
    return new Plan(steps.subList(0, indexOf(product.stepId()) + 1), product);
  }

  /**
   * The place of a step.
   *
   * @throws Fault (usage) when there is none of that id, with the nearest ones
   */
  public int indexOf(String stepId) {
    List<String> ids = steps.stream().map(PlannedStep::id).toList();
    int index = ids.indexOf(stepId);
    if (index < 0) {
      throw noStep(stepId, ids);
    }
    return index;
  }

  static Fault noStep(String stepId, List<String> known) {
    return Fault.usage(
        "there is no step '" + stepId + "'",
        Nearest.sentence(stepId, known, "the steps are " + String.join(", ", known)),
        "type `build plan`");
  }
}
