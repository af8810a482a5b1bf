package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.build.ExternalCommand;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * Packs the user's tree for the installer's own root: {@code images/product.img}, a squashfs.
 *
 * @param arch the image's, which decides on the compressor's filter
 */
public record PackInstallfs(Path tree, String arch) implements Step {
  public static final String ID = "pack-installfs";
  private static final String PRODUCT = "images/product.img";
  private static final String PROGRAM = "mksquashfs";
  // no time in it is later, so all are the same; an option for that would clash with the variable
  private static final Map<String, String> EARLIEST_TIME = Map.of("SOURCE_DATE_EPOCH", "0");
  private static final Duration LIMIT = Duration.ofMinutes(30);

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "packing the installer's own files";
  }

  @Override
  public List<String> takesFrom() {
    return List.of();
  }

  @Override
  public StepKey key() {
    return StepKey.of(ID, 1).with("arch", arch).withAll("tree", FolderListing.of(tree));
  }

  @Override
  public void run(StepRun run) throws IOException {
    Path product = run.output().resolve(PRODUCT);
    Files.createDirectories(product.resolveSibling("").normalize());
    List<String> command =
        new ArrayList<>(
            List.of(
                ChildProcess.find(PROGRAM, "squashfs-tools").toString(),
                tree.toString(),
                product.toString(),
                "-noappend",
                "-no-progress",
                "-no-xattrs",
                "-all-root",
                "-comp",
                "xz"));
    if (arch.equals("x86_64")) {
      command.addAll(List.of("-Xbcj", "x86"));
    }
    ChildProcess.Result result =
        new ChildProcess(new ExternalCommand(command, run.scratch(), EARLIEST_TIME), LIMIT)
            .run(run, run.log()::line);
    if (!result.succeeded()) {
      throw Fault.session(
          "cannot pack " + tree + " for the installer",
          PROGRAM + " " + result.inWords(),
          "type `build log " + ID + "`");
    }
  }
}
