package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tmpfsroot.workbench.build.ExternalCommand;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.overlay.HookFolder;
import org.tmpfsroot.workbench.session.SettingKeys;

/**
 * Runs the user's scripts on this machine, in the order of their names, over a real tree of the
 * medium: copies, which a script may change in any way. The working directory is the tree. Beside
 * this program's environment a script sees {@code WORKBENCH_TREE} (the tree), {@code
 * WORKBENCH_HOOKS} (the folder of the scripts), {@code WORKBENCH_SCRATCH} (a folder for what is not
 * needed later), and of the session {@code WORKBENCH_RELEASE}, {@code WORKBENCH_ARCH}, {@code
 * WORKBENCH_VOLUME_ID}.
 *
 * @param limit the time each script may take
 */
public record RunBuildHooks(Path folder, int release, String arch, String volumeId, Duration limit)
    implements Step {
  public static final String ID = "run-build-hooks";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "running the build hooks";
  }

  @Override
  public List<String> takesFrom() {
    return List.of(FetchBase.ID, FetchPackages.ID, StageTree.ID);
  }

  @Override
  public StepKey key() {
    // reading the folder refuses scripts that would not be run as meant
    HookFolder hooks = HookFolder.read(folder);
    return StepKey.of(ID, 1)
        .with("folder", hooks.root())
        .withAll("hook", FolderListing.of(folder))
        .with("release", release)
        .with("arch", arch)
        .with("volume-id", volumeId);
  }

  @Override
  public List<String> parts() {
    return HookFolder.read(folder).hooks();
  }

  @Override
  public void run(StepRun run) throws IOException {
    prepare(run);
    for (String hook : parts()) {
      runPart(hook, run);
    }
    StagedTree.list(run.output());
  }

  @Override
  public void prepare(StepRun run) throws IOException {
    try (IsoImage base = IsoImage.open(FetchBase.image(run))) {
      StagedTree.materialise(tree(run, base), run.output());
    }
  }

  @Override
  public void runPart(String hook, StepRun run) {
    run.log().line("running " + hook);
    ExternalCommand command =
        new ExternalCommand(
            List.of(folder.resolve(hook).toString()),
            StagedTree.files(run.output()),
            environment(run));
    ChildProcess.Result result =
        new ChildProcess(command, limit).run(run, line -> run.progress().note(hook + ": " + line));
    if (result.isTooLate()) {
      throw tookTooLong(hook, result.lastLines());
    }
    if (!result.succeeded()) {
      throw Fault.session(
          "the build hook " + folder.resolve(hook) + " failed",
          "it " + result.inWords(),
          "look with `build inspect "
              + ID
              + "` and `build shell`, correct it, then type `build retry`; `build log` shows all"
              + " it said");
    }
  }

  /**
   * What is told of a script that was ended because its time was over.
   *
   * @param lastLines the last it said
   */
  public Fault tookTooLong(String hook, List<String> lastLines) {
    String said = lastLines.isEmpty() ? "" : "; it said last: " + String.join(" / ", lastLines);
    return Fault.session(
        "the build hook " + folder.resolve(hook) + " took too long",
        "it did not end within "
            + limit.toSeconds()
            + " s, and was ended with all that it had started"
            + said,
        "correct it, or type `setting set "
            + SettingKeys.HOOK_TIME_LIMIT.name()
            + " 2h`; then type `build retry`");
  }

  @Override
  public ExternalCommand shell(StepRun run) {
    return ExternalCommand.shell(StagedTree.files(run.output()), environment(run));
  }

  private Map<String, String> environment(StepRun run) {
    return environment(
        StagedTree.files(run.output()).toString(), folder.toString(), run.scratch().toString());
  }

  /**
   * The tree the scripts find.
   *
   * @param base must stay open as long as the tree is used
   */
  public static IsoTree tree(StepRun run, IsoImage base) throws IOException {
    return StagedTree.read(run.input(StageTree.ID), base, FetchPackages.folder(run));
  }

  /**
   * What a script is told, by the names of variables.
   *
   * @param tree the place of the tree, as the script sees it
   * @param hooks likewise of the scripts
   * @param scratch likewise of the folder for what is not needed later
   */
  public Map<String, String> environment(String tree, String hooks, String scratch) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("WORKBENCH_TREE", tree);
    environment.put("WORKBENCH_HOOKS", hooks);
    environment.put("WORKBENCH_SCRATCH", scratch);
    environment.put("WORKBENCH_RELEASE", String.valueOf(release));
    environment.put("WORKBENCH_ARCH", arch);
    environment.put("WORKBENCH_VOLUME_ID", volumeId);
    return environment;
  }
}
