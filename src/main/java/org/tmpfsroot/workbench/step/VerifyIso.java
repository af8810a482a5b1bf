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
import java.util.OptionalLong;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.FirstDifference;
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
 * byte, the packages with the lock's digests, how it starts.
 *
 * @param treeFrom the step whose tree the image holds
 */
public record VerifyIso(String volumeId, Lock lock, String treeFrom) implements Step {
  public static final String ID = "verify-iso";
  private static final String VERDICT = "verdict";
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
  public boolean verifies() {
    return true;
  }

  @Override
  public StepKey key() {
    return StepKey.of(ID, 2).with("volume-id", volumeId);
  }

  @Override
  public void run(StepRun run) throws IOException {
    Path file = run.input(WriteIso.ID).resolve(WriteIso.IMAGE);
    try (IsoImage base = IsoImage.open(FetchBase.image(run));
        IsoImage image = IsoImage.open(file);
        Progress.Task task = run.progress().begin("reading " + volumeId, Files.size(file))) {
      IsoSpec spec = new Medium(volumeId, treeFrom, lock).spec(run, base);
      expect("its name", spec.volumeId(), image.volumeId());
      Map<String, Digest> locked = lockedDigests();
      for (Map.Entry<String, IsoTree.Node> meant : spec.tree().nodes().entrySet()) {
        Cancelled.check();
        String path = meant.getKey();
        IsoEntry entry = image.find(path).orElseThrow(() -> wrong(path + " is not in it"));
        if (meant.getValue() instanceof IsoTree.Node.File wanted) {
          expect("what " + path + " is", IsoEntry.Kind.FILE, entry.kind());
          expect("the size of " + path, wanted.content().size(), entry.size());
          Digest promised = locked.get(path);
          if (promised != null && isIn(FetchPackages.folder(run), wanted.content())) {
            compare(image, entry, promised);
          } else if (!isPatched(path, spec)) {
            compare(image, entry, wanted.content());
          }
        } else if (meant.getValue() instanceof IsoTree.Node.Link link) {
          expect("where " + path + " points to", link.target(), entry.linkTarget());
        } else {
          expect("what " + path + " is", IsoEntry.Kind.DIRECTORY, entry.kind());
        }
        task.advance(entry.size());
      }
      expect("the number of its paths", spec.tree().nodes().size(), paths(image));
      compareBoot(image, spec);
      String verdict = paths(image) + " paths are as they were meant to be";
      run.log().line(verdict);
      Files.writeString(run.output().resolve(VERDICT), verdict + "\n", StandardCharsets.UTF_8);
    }
  }

  /** Without the boot catalog, which the writer may list as a file. */
  private static int paths(IsoImage image) {
    return image.entries().size() - (image.bootCatalog().isPresent() ? 1 : 0);
  }

  /** The BIOS boot image gets its own place written into it. */
  private static boolean isPatched(String path, IsoSpec spec) {
    return spec.bios().filter(bios -> bios.imagePath().equals(path)).isPresent();
  }

  private Map<String, Digest> lockedDigests() {
    Map<String, Digest> digests = new HashMap<>();
    for (LockedPackage locked : lock.packages()) {
      digests.put(PackageFiles.path(locked.nevra()), locked.digest());
    }
    return digests;
  }

  /** A hook or the user's tree may have put something else in a package's place. */
  private static boolean isIn(Path packages, IsoContent content) {
    return content instanceof IsoContent.OfFile of && packages.equals(of.file().getParent());
  }

  private static void compare(IsoImage image, IsoEntry entry, Digest promised) throws IOException {
    try (InputStream found = image.open(entry)) {
      expect("the content of " + entry.path(), promised, promised.algorithm().of(found));
    }
  }

  private static void compare(IsoImage image, IsoEntry entry, IsoContent wanted)
      throws IOException {
    try (InputStream found = image.open(entry);
        InputStream meant = wanted.open()) {
      OptionalLong at = FirstDifference.of(meant, found);
      if (at.isPresent()) {
        throw wrong(entry.path() + " differs at byte " + at.getAsLong());
      }
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
    try (InputStream in = meant.open()) {
      expect("what EFI firmware starts", Digest.Algorithm.SHA256.of(in), read);
    }
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
