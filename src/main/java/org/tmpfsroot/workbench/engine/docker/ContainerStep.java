package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.util.List;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;

/**
 * A step whose work is done in containers.
 *
 * @param step what it is in all other respects
 */
record ContainerStep(Step step, ContainerWork work, Workshop workshop) implements Step {
  @Override
  public String id() {
    return step.id();
  }

  @Override
  public String title() {
    return step.title();
  }

  @Override
  public List<String> takesFrom() {
    return step.takesFrom();
  }

  @Override
  public StepKey key() {
    return step.key().with("container", workshop.identity());
  }

  @Override
  public void run(StepRun run) throws IOException {
    work.run(workshop, run);
  }
}
