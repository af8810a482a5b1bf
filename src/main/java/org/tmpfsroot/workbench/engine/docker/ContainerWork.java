package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.build.ExternalCommand;
import org.tmpfsroot.workbench.build.Step;
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

  /** The pieces of it that can be tried one at a time, as in {@link Step#parts}. */
  default List<String> parts() {
    return List.of();
  }

  /** Leaves a container with what all parts will find; nothing where there are none. */
  default void prepare(Workshop workshop, StepRun run) throws IOException {}

  /** Does one of {@link #parts()} in the container that {@link #prepare} has left. */
  default void runPart(String part, Workshop workshop, StepRun run) throws IOException {
    throw new IllegalArgumentException("there is no part " + part);
  }

  /** What gives a person who looks into a container a prompt where the work is done. */
  default ExternalCommand shell(Workshop workshop) {
    return new ExternalCommand(
        List.of(ContainerShell.PROGRAM), Path.of("/" + Container.WORK), Map.of());
  }
}
