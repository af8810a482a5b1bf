package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import org.tmpfsroot.workbench.build.StepRun;

/** What a step does, done in containers. */
interface ContainerWork {
  /**
   * Fills the step's output as the step itself would.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (session) when a program in a container failed,
   *     which is then kept; (world) when the daemon failed
   */
  void run(Workshop workshop, StepRun run) throws IOException;
}
