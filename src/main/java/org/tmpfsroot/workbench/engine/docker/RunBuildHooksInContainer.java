package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.api.model.StreamType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
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
    try (IsoImage base = IsoImage.open(FetchBase.image(run));
        Daemon daemon = workshop.daemon();
        Container container = workshop.fetchingContainer(daemon, step.id(), run)) {
      container.put(TREE, RunBuildHooks.tree(run, base), base.volumeDate(), run.progress());
      container.put(HOOKS, new IsoTree().folder(step.folder()), base.volumeDate(), run.progress());
      container.put(SCRATCH, new IsoTree(), base.volumeDate(), run.progress());
      for (String hook : HookFolder.read(step.folder()).hooks()) {
        runHook(hook, container, workshop, run);
      }
      container.take(
          place(TREE), Files.createDirectory(StagedTree.files(run.output())), run.progress());
    }
    StagedTree.list(run.output());
  }

  private void runHook(String hook, Container container, Workshop workshop, StepRun run)
      throws IOException {
    run.log().line("running " + hook);
    Command command =
        Command.of(place(TREE), List.of(place(HOOKS) + "/" + hook))
            .with(step.environment(place(TREE), place(HOOKS), place(SCRATCH)))
            .with(workshop.choices().proxyVariables())
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
