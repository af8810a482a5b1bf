package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.iso.BiosBoot;
import org.tmpfsroot.workbench.iso.BiosLoader;
import org.tmpfsroot.workbench.iso.BootEntry;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoSpec;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.lock.Lock;

/**
 * What the image is to be, put together from the outputs of earlier steps: for the step that writes
 * it and for the one that reads it back.
 *
 * @param treeFrom the step whose tree it is
 * @param lock the packages in it
 */
record Medium(String volumeId, String treeFrom, Lock lock) {
  private static final int LOOKED_AT = 64 << 10;

  /**
   * @param base must stay open until the image is written or compared
   */
  IsoSpec spec(StepRun run, IsoImage base) throws IOException {
    Path treeFolder = run.input(treeFrom);
    IsoTree tree = StagedTree.read(treeFolder, base, FetchPackages.folder(run));
    tree.remove("repodata");
    tree.folder(run.input(WriteRepodata.ID));
    tree.file(
        InputsManifest.PATH,
        InputsManifest.of(tree, FetchBase.digest(run), lock, FetchPackages.folder(run)));
    IsoSpec spec =
        IsoSpec.of(volumeId, base.volumeDate(), identity(run, tree), tree)
            .withEfiImage(
                IsoContent.ofFile(run.input(BuildEfiImage.ID).resolve(BuildEfiImage.IMAGE)));
    return bios(base, tree).map(spec::withBios).orElse(spec);
  }

  /** Follows the packages and the kickstart, so that two different media can be told apart. */
  private UUID identity(StepRun run, IsoTree tree) throws IOException {
    StringBuilder content = new StringBuilder(volumeId).append('\n');
    content.append(Files.readString(run.input(WriteRepodata.ID).resolve("repodata/repomd.xml")));
    if (tree.find(RenderKickstart.KICKSTART).orElse(null) instanceof IsoTree.Node.File kickstart) {
      try (InputStream in = kickstart.content().open()) {
        content.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<BiosBoot> bios(IsoImage base, IsoTree tree) throws IOException {
    for (BootEntry entry : base.bootEntries()) {
      if (entry.platform() == BootEntry.Platform.BIOS && entry.bootable()) {
        String path = entry.path().isEmpty() ? StageTree.GRUB_BIOS_IMAGE : entry.path();
        return Optional.of(new BiosBoot(path, loader(base, tree, path), base.systemArea()));
      }
    }
    return Optional.empty();
  }

  private static BiosLoader loader(IsoImage base, IsoTree tree, String path) throws IOException {
    if (tree.find(path).orElse(null) instanceof IsoTree.Node.File file) {
      try (InputStream in = file.content().open()) {
        Optional<BiosLoader> loader = BiosLoader.of(in.readNBytes(LOOKED_AT));
        if (loader.isPresent()) {
          return loader.get();
        }
      }
    }
    throw Fault.session(
        "cannot make an image that a BIOS starts",
        path + " of " + base.file().getFileName() + " is neither GRUB's nor ISOLINUX's",
        "name an installer image with release use N --base FILE");
  }
}
