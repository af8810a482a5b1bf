package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.build.RemoteShell;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Fault;

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

  @Override
  public List<String> parts() {
    return work.parts();
  }

  @Override
  public void prepare(StepRun run) throws IOException {
    work.prepare(workshop, run);
  }

  @Override
  public void runPart(String part, StepRun run) throws IOException {
    work.runPart(part, workshop, run);
  }

  @Override
  public Optional<RemoteShell> remoteShell(StepRun run) throws IOException {
    Optional<String> kept = Workshop.kept(run);
    if (kept.isEmpty()) {
      throw Fault.session(
          "there is nothing to look into",
          "no container of " + id() + " was kept: only of a step that failed one is",
          "type `build run`");
    }
    return Optional.of(new ContainerShell(workshop, kept.get(), work.shell(workshop)));
  }
}
