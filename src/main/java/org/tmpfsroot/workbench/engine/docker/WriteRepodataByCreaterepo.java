package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.step.FetchBase;
import org.tmpfsroot.workbench.step.WriteRepodata;

/** {@link WriteRepodata} with the image's createrepo_c. */
record WriteRepodataByCreaterepo(WriteRepodata step) implements ContainerWork {
  private static final String TREE = "tree";
  private static final String PLACE = "/" + Container.WORK + "/" + TREE;
  private static final String GROUPS = "groups";
  private static final String REPODATA = "repodata";

  @Override
  public void run(Workshop workshop, StepRun run) throws IOException {
    Path groups = step.writeGroups(run);
    try (IsoImage base = IsoImage.open(FetchBase.image(run));
        Daemon daemon = workshop.daemon();
        Container container = workshop.container(daemon, step.id(), run)) {
      IsoTree tree = step.packages(run, base);
      container.put(TREE, tree, base.volumeDate(), run.progress());
      String name = groups.getFileName().toString();
      container.put(
          GROUPS,
          new IsoTree().file(name, IsoContent.ofFile(groups)),
          base.volumeDate(),
          run.progress());
      workshop.run(
          container,
          Command.of(
              PLACE,
              List.of(
                  "createrepo_c",
                  "--quiet",
                  "--no-database",
                  "--checksum=sha256",
                  "--revision=" + base.volumeDate().getEpochSecond(),
                  "--set-timestamp-to-revision",
                  "--groupfile=/" + Container.WORK + "/" + GROUPS + "/" + name,
                  PLACE)),
          run);
      Path repodata = Files.createDirectory(run.output().resolve(REPODATA));
      container.take(PLACE + "/" + REPODATA, repodata, run.progress());
    }
  }
}
