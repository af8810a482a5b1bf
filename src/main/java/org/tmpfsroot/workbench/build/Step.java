package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.util.List;

/** One piece of a build: takes the outputs of earlier steps and fills a folder of its own. */
public interface Step {
  /** What it is called in commands, logs and the cache: {@code write-iso}. */
  String id();

  /** What it does, in the present tense, for people: {@code writing the ISO image}. */
  String title();

  /** The ids of the steps whose outputs it takes. */
  List<String> takesFrom();

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
}
