package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.iso.BootEntry;
import org.tmpfsroot.workbench.iso.Extent;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.lock.Lock;

/**
 * Says what is on the medium: the base image's tree without its own packages and boot catalog, what
 * other steps made, the packages, and over all of it the user's tree.
 *
 * @param release its number
 * @param makers the ids of the steps whose whole output goes onto the medium
 * @param overrides the user's trees for the medium's root, at most one in practice
 */
public record StageTree(
    int release, String arch, String volumeId, Lock lock, List<String> makers, List<Path> overrides)
    implements Step {
  public static final String ID = "stage-tree";
  // Anaconda takes a medium for a source when the third line of this file is its architecture
  private static final String DISC_INFO = ".discinfo";
  private static final String DISC_INFO_TIME = "00004";
  private static final String MEDIA_REPO = "media.repo";
  private static final int LARGEST_BIOS_IMAGE = 32 << 20;
  static final String GRUB_BIOS_IMAGE = "images/eltorito.img";

  public StageTree {
    makers = List.copyOf(makers);
    overrides = List.copyOf(overrides);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "putting the medium's tree together";
  }

  @Override
  public List<String> takesFrom() {
    return Stream.concat(Stream.of(FetchBase.ID, FetchPackages.ID), makers.stream()).toList();
  }

  @Override
  public StepKey key() {
    StepKey key = StepKey.of(ID, 1).with(DISC_INFO, discInfo()).with(MEDIA_REPO, mediaRepo());
    for (Path override : overrides) {
      key = key.withAll("override", FolderListing.of(override));
    }
    return key;
  }

  private String discInfo() {
    return String.join("\n", DISC_INFO_TIME, "Fedora " + release, arch, "1", "");
  }

  private String mediaRepo() {
    return String.join(
        "\n",
        "[InstallMedia]",
        "name=" + volumeId,
        "baseurl=cdrom",
        "metadata_expire=-1",
        "gpgcheck=0",
        "cost=500",
        "");
  }

  @Override
  public void run(StepRun run) throws IOException {
    try (IsoImage base = IsoImage.open(FetchBase.image(run))) {
      IsoTree tree = ofBase(base);
      for (String maker : makers) {
        tree.folder(run.input(maker));
      }
      tree.file(DISC_INFO, bytes(discInfo()));
      tree.file(MEDIA_REPO, bytes(mediaRepo()));
      PackageFiles.add(lock, FetchPackages.folder(run), tree);
      overrides.forEach(tree::folder);
      StagedTree.write(tree, run.output(), FetchPackages.folder(run));
      run.log().line(tree.nodes().size() + " paths");
    }
  }

  private static IsoContent bytes(String text) {
    return IsoContent.ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static IsoTree ofBase(IsoImage base) {
    IsoTree tree = IsoTree.of(base);
    tree.remove("Packages").remove("repodata");
    base.bootCatalog().map(IsoEntry::path).ifPresent(tree::remove);
    for (BootEntry boot : base.bootEntries()) {
      if (boot.platform() == BootEntry.Platform.EFI && !boot.path().isEmpty()) {
        // it becomes the medium's EFI partition, made anew
        tree.remove(boot.path());
      }
      if (boot.platform() == BootEntry.Platform.BIOS && boot.path().isEmpty()) {
        Extent image = boot.image();
        tree.file(GRUB_BIOS_IMAGE, IsoContent.ofBytes(base.read(image, LARGEST_BIOS_IMAGE)));
      }
    }
    return tree;
  }
}
