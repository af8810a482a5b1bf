package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.BootEntry;
import org.tmpfsroot.workbench.iso.DiskPartition;
import org.tmpfsroot.workbench.iso.Extent;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.iso.IsoSpec;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockedPackage;

/**
 * Reads the written image back and compares it with what was meant: its name, every path, every
 * byte, the packages with the lock's digests, how it starts. Its output is the list of all files
 * with their digests, in the form of sha256sum.
 *
 * @param treeFrom the step whose tree the image holds
 */
public record VerifyIso(String volumeId, Lock lock, String treeFrom) implements Step {
  public static final String ID = "verify-iso";
  private static final String DIGESTS = "sha256sums";
  private static final int LARGEST_EFI_IMAGE = 128 << 20;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "reading the image back";
  }

  @Override
  public List<String> takesFrom() {
    return List.of(
        FetchBase.ID, FetchPackages.ID, treeFrom, WriteRepodata.ID, BuildEfiImage.ID, WriteIso.ID);
  }

  @Override
  public StepKey key() {
    return StepKey.of(ID, 1).with("volume-id", volumeId);
  }

  @Override
  public void run(StepRun run) throws IOException {
    Path file = run.input(WriteIso.ID).resolve(WriteIso.IMAGE);
    try (IsoImage base = IsoImage.open(FetchBase.image(run));
        IsoImage image = IsoImage.open(file);
        Progress.Task task = run.progress().begin("reading " + volumeId, Files.size(file))) {
      IsoSpec spec = new Medium(volumeId, treeFrom).spec(run, base);
      expect("its name", spec.volumeId(), image.volumeId());
      StringBuilder digests = new StringBuilder();
      Map<String, Digest> locked = lockedDigests();
      spec.tree()
          .nodes()
          .forEach(
              (path, node) -> {
                Cancelled.check();
                IsoEntry entry = image.find(path).orElseThrow(() -> wrong(path + " is not in it"));
                compare(image, entry, node, spec, locked)
                    .ifPresent(digest -> digests.append(digest.hex() + "  " + path + "\n"));
                task.advance(entry.size());
              });
      expect("the number of its paths", spec.tree().nodes().size(), paths(image));
      compareBoot(image, spec);
      Files.writeString(run.output().resolve(DIGESTS), digests, StandardCharsets.UTF_8);
      run.log().line(paths(image) + " paths are as they were meant to be");
    }
  }

  /** Without the boot catalog, which the writer may list as a file. */
  private static int paths(IsoImage image) {
    return image.entries().size() - (image.bootCatalog().isPresent() ? 1 : 0);
  }

  private Map<String, Digest> lockedDigests() {
    Map<String, Digest> digests = new HashMap<>();
    for (LockedPackage locked : lock.packages()) {
      digests.put(PackageFiles.path(locked.nevra()), locked.digest());
    }
    return digests;
  }

  /** The SHA-256 of a file; empty for what is none. */
  private Optional<Digest> compare(
      IsoImage image, IsoEntry entry, IsoTree.Node node, IsoSpec spec, Map<String, Digest> locked) {
    String path = entry.path();
    if (node instanceof IsoTree.Node.Directory) {
      expect("what " + path + " is", IsoEntry.Kind.DIRECTORY, entry.kind());
      return Optional.empty();
    }
    if (node instanceof IsoTree.Node.Link link) {
      expect("where " + path + " points to", link.target(), entry.linkTarget());
      return Optional.empty();
    }
    IsoTree.Node.File file = (IsoTree.Node.File) node;
    expect("what " + path + " is", IsoEntry.Kind.FILE, entry.kind());
    expect("the size of " + path, file.content().size(), entry.size());
    try {
      Digest digest = digest(image.open(entry));
      boolean patched = spec.bios().filter(bios -> bios.imagePath().equals(path)).isPresent();
      if (!patched) {
        expect("the content of " + path, meant(path, file, treeFrom, locked), digest);
      }
      return Optional.of(digest);
    } catch (IOException e) {
      throw wrong(path + " cannot be read: " + e.getMessage()).causedBy(e);
    }
  }

  private static Digest meant(
      String path, IsoTree.Node.File file, String treeFrom, Map<String, Digest> locked)
      throws IOException {
    Digest promised = locked.get(path);
    // what a hook or the user's tree put in a package's place is not the lock's
    boolean fetched =
        treeFrom.equals(StageTree.ID)
            && promised != null
            && promised.algorithm() == Digest.Algorithm.SHA256
            && file.content() instanceof IsoContent.OfFile;
    return fetched && promised != null ? promised : digest(file.content().open());
  }

  private static Digest digest(InputStream in) throws IOException {
    try (in) {
      return Digest.Algorithm.SHA256.of(in);
    }
  }

  private static void compareBoot(IsoImage image, IsoSpec spec) throws IOException {
    List<BootEntry> entries = image.bootEntries();
    Optional<String> bios =
        entries.stream()
            .filter(entry -> entry.platform() == BootEntry.Platform.BIOS && entry.bootable())
            .map(BootEntry::path)
            .findFirst();
    expect("what a BIOS starts", spec.bios().map(boot -> boot.imagePath()), bios);
    if (spec.efiImage().isEmpty()) {
      return;
    }
    IsoContent meant = spec.efiImage().get();
    Extent efi = image.efiImage().orElseThrow(() -> wrong("it has no EFI boot image"));
    Extent exact = new Extent(efi.offset(), meant.size());
    Digest read = Digest.sha256Of(image.read(exact, LARGEST_EFI_IMAGE));
    expect("what EFI firmware starts", digest(meant.open()), read);
    boolean partition =
        image.partitions().stream()
            .anyMatch(
                each ->
                    each.type().equals(DiskPartition.EFI_SYSTEM)
                        && each.extent().offset() == efi.offset());
    expect("whether it has an EFI partition", true, partition);
  }

  private static void expect(String what, Object meant, Object found) {
    if (!meant.equals(found)) {
      throw wrong(what + " is " + found + ", not " + meant);
    }
  }

  private static Fault wrong(String why) {
    return Fault.world(
        "the written image is not what it was meant to be",
        why,
        "look at the disk and its free space, then type `build run --from " + WriteIso.ID + "`");
  }
}
