package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.repository.Comps;
import org.tmpfsroot.workbench.repository.PackageMetadata;
import org.tmpfsroot.workbench.repository.RepodataWriter;
import org.tmpfsroot.workbench.rpm.RpmFile;

/**
 * Describes every package of the finished tree, those a user's tree or hook added too, as a
 * repository whose one environment holds what was asked for: {@code repodata/} and {@code
 * comps.xml} of the medium.
 *
 * @param overrides the user's trees for the medium's root
 * @param hooked whether build hooks had their hands on the tree, so that only it tells what is
 *     there
 */
public record WriteRepodata(Lock lock, List<Path> overrides, boolean hooked) implements Step {
  public static final String ID = "write-repodata";

  /** What the kickstart installs: {@code @^custom-environment}. */
  public static final String ENVIRONMENT = "custom-environment";

  private static final String GROUP = "core";
  private static final String GROUP_FILE = "comps.xml";

  public WriteRepodata {
    overrides = List.copyOf(overrides);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "writing the repository's metadata";
  }

  @Override
  public List<String> takesFrom() {
    // not the staged tree: a changed kickstart makes no other repository
    return hooked
        ? List.of(FetchBase.ID, FetchPackages.ID, RunBuildHooks.ID)
        : List.of(FetchBase.ID, FetchPackages.ID);
  }

  @Override
  public StepKey key() {
    StepKey key = StepKey.of(ID, 1).withAll("asked-for", askedFor());
    for (Path override : overrides) {
      key = key.withAll("override", FolderListing.of(override, PackageFiles::isPackage));
    }
    return key;
  }

  private List<String> askedFor() {
    return lock.packages().stream()
        .filter(LockedPackage::requested)
        .map(locked -> locked.nevra().name())
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public void run(StepRun run) throws IOException {
    Map<String, Digest> known = new HashMap<>();
    for (LockedPackage locked : lock.packages()) {
      if (locked.digest().algorithm() == Digest.Algorithm.SHA256) {
        known.put(locked.nevra().fileName(), locked.digest());
      }
    }
    List<PackageMetadata> packages = new ArrayList<>();
    try (IsoImage base = IsoImage.open(FetchBase.image(run));
        Progress.Task task = run.progress().begin("reading packages", lock.downloadSize())) {
      for (Map.Entry<String, IsoTree.Node> entry : packages(run, base).nodes().entrySet()) {
        Cancelled.check();
        if (entry.getValue() instanceof IsoTree.Node.File file
            && file.content() instanceof IsoContent.OfFile content) {
          packages.add(metadata(content.file(), entry.getKey(), known, run));
          task.advance(content.size());
        }
      }
      RepodataWriter.at(base.volumeDate()).withGroups(groups()).write(packages, run.output());
    }
    writeGroups(run);
  }

  /** Every package of the medium, alone. */
  public IsoTree packages(StepRun run, IsoImage base) throws IOException {
    IsoTree packages = new IsoTree();
    IsoTree all = hooked ? hookedTree(run, base) : ownTree(run);
    all.nodes()
        .forEach(
            (path, node) -> {
              if (PackageFiles.isPackage(path)
                  && node instanceof IsoTree.Node.File file
                  && file.content() instanceof IsoContent.OfFile) {
                packages.file(path, file.content());
              }
            });
    return packages;
  }

  /**
   * Puts the group file into the output.
   *
   * @return its place
   */
  public Path writeGroups(StepRun run) throws IOException {
    return Files.write(run.output().resolve(GROUP_FILE), groups().write());
  }

  private static IsoTree hookedTree(StepRun run, IsoImage base) throws IOException {
    return StagedTree.read(run.input(RunBuildHooks.ID), base, FetchPackages.folder(run));
  }

  private IsoTree ownTree(StepRun run) {
    IsoTree tree = new IsoTree();
    PackageFiles.add(lock, FetchPackages.folder(run), tree);
    overrides.forEach(tree::folder);
    return tree;
  }

  private static PackageMetadata metadata(
      Path file, String path, Map<String, Digest> known, StepRun run) {
    Digest digest = known.get(file.getFileName().toString());
    boolean unchanged = FetchPackages.folder(run).equals(file.getParent());
    RpmFile rpm = RpmFile.read(file);
    return digest != null && unchanged
        ? PackageMetadata.of(rpm, path, digest)
        : PackageMetadata.of(rpm, path);
  }

  private Comps groups() {
    Comps.Group group =
        new Comps.Group(
            GROUP,
            "Core",
            "What was asked for",
            askedFor().stream().map(Comps.Member::mandatory).toList());
    Comps.Environment environment =
        new Comps.Environment(
            ENVIRONMENT,
            "Custom environment",
            "The packages of this medium",
            List.of(GROUP),
            List.of());
    return new Comps(
        new TreeMap<>(Map.of(GROUP, group)), new TreeMap<>(Map.of(ENVIRONMENT, environment)));
  }
}
