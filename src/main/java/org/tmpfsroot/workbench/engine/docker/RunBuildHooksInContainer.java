package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tmpfsroot.workbench.build.ExternalCommand;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.overlay.HookFolder;
import org.tmpfsroot.workbench.step.FetchBase;
import org.tmpfsroot.workbench.step.RunBuildHooks;
import org.tmpfsroot.workbench.step.StagedTree;

/**
 * {@link RunBuildHooks} in a container, as its root: the scripts reach nothing of this machine, but
 * the network as they do without a container.
 */
record RunBuildHooksInContainer(RunBuildHooks step) implements ContainerWork {
  private static final String TREE = "tree";
  private static final String HOOKS = "hooks";
  private static final String SCRATCH = "scratch";

  @Override
  public void run(Workshop workshop, StepRun run) throws IOException {
    try (Daemon daemon = workshop.daemon();
        Container container = workshop.fetchingContainer(daemon, step.id(), run)) {
      lay(container, run);
      for (String hook : parts()) {
        runHook(hook, container, workshop, run);
      }
      container.take(
          place(TREE), Files.createDirectory(StagedTree.files(run.output())), run.progress());
    }
    StagedTree.list(run.output());
  }

  /** What the scripts find. */
  private void lay(Container container, StepRun run) throws IOException {
    try (IsoImage base = IsoImage.open(FetchBase.image(run))) {
      container.put(TREE, RunBuildHooks.tree(run, base), base.volumeDate(), run.progress());
      container.put(HOOKS, new IsoTree().folder(step.folder()), base.volumeDate(), run.progress());
      container.put(SCRATCH, new IsoTree(), base.volumeDate(), run.progress());
    }
  }

  @Override
  public List<String> parts() {
    return HookFolder.read(step.folder()).hooks();
  }

  @Override
  public void prepare(Workshop workshop, StepRun run) throws IOException {
    try (Daemon daemon = workshop.daemon();
        Container container = workshop.fetchingContainer(daemon, step.id(), run)) {
      lay(container, run);
      Workshop.keep(container, run);
    }
  }

  @Override
  public void runPart(String hook, Workshop workshop, StepRun run) throws IOException {
    try (Daemon daemon = workshop.daemon();
        Container container = Container.again(daemon, Workshop.kept(run).orElseThrow())) {
      runHook(hook, container, workshop, run);
    }
  }

  @Override
  public ExternalCommand shell(Workshop workshop) {
    return new ExternalCommand(
        List.of(ContainerShell.PROGRAM), Path.of(place(TREE)), environment(workshop));
  }

  private Map<String, String> environment(Workshop workshop) {
    Map<String, String> environment =
        new TreeMap<>(step.environment(place(TREE), place(HOOKS), place(SCRATCH)));
    environment.putAll(workshop.choices().proxyVariables());
    return environment;
  }

  private void runHook(String hook, Container container, Workshop workshop, StepRun run)
      throws IOException {
    run.log().line("running " + hook);
    Command command =
        Command.of(place(TREE), List.of(place(HOOKS) + "/" + hook))
            .with(environment(workshop))
            .within(step.limit());
    run.starts(command.external());
    Ending ending =
        container.run(
            command,
            (type, line) ->
                run.progress()
                    .note(hook + (type == StreamType.STDERR ? " (stderr): " : ": ") + line));
    if (!ending.isGood()) {
      Workshop.keep(container, run);
      if (ending.exit() == Ending.TOO_LATE) {
        throw step.tookTooLong(hook, ending.lastLines());
      }
      throw Fault.session(
          "the build hook " + step.folder().resolve(hook) + " failed",
          "in the container it " + ending.inWords(),
          "look at what it found with `build shell`, correct it, then type `build retry`");
    }
  }

  private static String place(String name) {
    return "/" + Container.WORK + "/" + name;
  }
}
