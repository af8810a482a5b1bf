package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One piece of a build: takes the outputs of earlier steps and fills a folder of its own. */
public interface Step {
  /** What it is called in commands, logs and the cache: {@code write-iso}. */
  String id();

  /** What it does, in the present tense, for people: {@code writing the ISO image}. */
  String title();

  /** The ids of the steps whose outputs it takes. */
  List<String> takesFrom();

  /**
   * Whether it mostly waits for other machines. Such a step takes from no other, and works beside
   * those before it.
   */
  default boolean fetches() {
    return false;
  }

  /**
   * Whether it only looks at what the step right before it gave. Such a step begins while that is
   * being taken into the cache, and works again whenever that one has worked.
   */
  default boolean verifies() {
    return false;
  }

  /**
   * Everything its output depends on besides the outputs it takes: with the same key it gives the
   * same bytes.
   */
  StepKey key();

  /**
   * Fills {@link StepRun#output()}.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault when it cannot
   * @throws org.tmpfsroot.workbench.fault.Cancelled when the thread is interrupted
   * @throws IOException when reading or writing the cache failed
   */
  void run(StepRun run) throws IOException;

  /** The pieces of its work that can be tried one at a time: the names of scripts. */
  default List<String> parts() {
    return List.of();
  }

  /**
   * Does what comes before all parts, so that a person can look at what they will find, or try one
   * of them.
   */
  default void prepare(StepRun run) throws IOException {}

  /** Does one of {@link #parts()}, after {@link #prepare}. */
  default void runPart(String part, StepRun run) throws IOException {
    throw new IllegalArgumentException(id() + " has no part " + part);
  }

  /** What gives a person who looks into it a prompt where it works, with what it finds there. */
  default ExternalCommand shell(StepRun run) {
    return ExternalCommand.shell(run.output(), Map.of());
  }

  /**
   * The same for a step that works elsewhere than on this machine's file system; empty for one that
   * does not.
   */
  default Optional<RemoteShell> remoteShell(StepRun run) throws IOException {
    return Optional.empty();
  }
}
