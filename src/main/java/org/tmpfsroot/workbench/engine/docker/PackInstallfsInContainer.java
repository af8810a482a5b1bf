package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.step.PackInstallfs;

/** {@link PackInstallfs} with the image's mksquashfs. */
record PackInstallfsInContainer(PackInstallfs step) implements ContainerWork {
  private static final String TREE = "tree";
  private static final String PRODUCT = "/" + Container.WORK + "/product.img";

  @Override
  public void run(Workshop workshop, StepRun run) throws IOException {
    try (Daemon daemon = workshop.daemon();
        Container container = workshop.container(daemon, step.id(), run)) {
      container.put(TREE, new IsoTree().folder(step.tree()), Instant.EPOCH, run.progress());
      Command command =
          Command.of("/" + Container.WORK, words())
              // an option for the time would clash with the variable, which may be set
              .with(Map.of("SOURCE_DATE_EPOCH", "0"));
      workshop.run(container, command, run);
      Path product = run.output().resolve(PackInstallfs.PRODUCT);
      Path folder = Files.createDirectories(product.resolveSibling("").normalize());
      container.takeFile(PRODUCT, folder, product.getFileName().toString(), run.progress());
    }
  }

  private List<String> words() {
    List<String> words =
        new ArrayList<>(
            List.of(
                "mksquashfs",
                "/" + Container.WORK + "/" + TREE,
                PRODUCT,
                "-noappend",
                "-no-progress",
                "-no-xattrs",
                "-all-root",
                "-comp",
                "xz"));
    if (step.arch().equals("x86_64")) {
      words.addAll(List.of("-Xbcj", "x86"));
    }
    return words;
  }
}
