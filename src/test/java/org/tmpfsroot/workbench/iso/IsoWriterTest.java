package org.tmpfsroot.workbench.iso;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

class IsoWriterTest {
  @TempDir Path folder;

  @Test
  void keepsLinksAsLinksAndNeverFollowsThem() throws IOException {
    Path tree = folder.resolve("tree");
    Files.createDirectories(tree.resolve("sub"));
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(tree.resolve("out"), secret);
    Files.createSymbolicLink(tree.resolve("loop"), Path.of("loop"));
    Files.createSymbolicLink(tree.resolve("sub/up"), Path.of(".."));
    Files.createSymbolicLink(tree.resolve("broken"), Path.of("nowhere"));
    Files.writeString(tree.resolve(".hidden"), "x");
    Path iso = write(new IsoTree().folder(tree));
    try (IsoImage image = IsoImage.open(iso)) {
      assertEquals(
          """
          .hidden 1 2d711642b726b044
          broken -> nowhere
          loop -> loop
          out -> %s
          sub/
          sub/up -> ..
          """
              .formatted(secret),
          IsoRoundTripTest.listing(image));
    }
    assertFalse(
        new String(Files.readAllBytes(iso), StandardCharsets.ISO_8859_1).contains("secretsecret"));
  }

  @Test
  void saysWhichFileChangedMeanwhileAndLeavesNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "short");
    IsoTree tree = new IsoTree().file("file", IsoContent.ofFile(file));
    Files.writeString(file, "er", StandardOpenOption.APPEND);
    Fault fault = assertThrows(Fault.class, () -> write(tree));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.what().contains(file.toString()), fault.what());
    assertFalse(Files.exists(folder.resolve("x.iso")));
  }

  @Test
  void leavesNothingWhenItIsCancelled() {
    IsoTree tree = new IsoTree();
    for (int i = 0; i < 20; i++) {
      tree.file("file" + i, IsoContent.ofBytes(new byte[100_000]));
    }
    Path iso = folder.resolve("x.iso");
    IsoSpec spec = IsoSpec.of("V", IsoRoundTripTest.WHEN, IsoRoundTripTest.WHO, tree);
    Progress interrupting =
        new Progress() {
          private long done;

          @Override
          public Task begin(String title, long total) {
            return amount -> {
              done += amount;
              if (done > total / 2) {
                Thread.currentThread().interrupt();
              }
            };
          }

          @Override
          public void note(String line) {}
        };
    assertThrows(Cancelled.class, () -> IsoWriter.write(spec, iso, interrupting));
    assertTrue(Thread.interrupted());
    assertFalse(Files.exists(iso));
  }

  @Test
  void saysWhyTheWritingFailedWhoeverFollowsIt() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "short");
    IsoTree tree = new IsoTree().file("file", IsoContent.ofFile(file));
    Files.writeString(file, "er", StandardOpenOption.APPEND);
    IsoSpec spec = IsoSpec.of("V", IsoRoundTripTest.WHEN, IsoRoundTripTest.WHO, tree);
    Path iso = folder.resolve("x.iso");
    Fault fault =
        assertThrows(Fault.class, () -> IsoWriter.writeWithDigest(spec, iso, Progress.SILENT));
    assertTrue(fault.what().contains(file.toString()), fault::toString);
    assertFalse(Files.exists(iso));
  }

  @Test
  @RequiresPeer({"mount", "umount"})
  void saysThatTheDiskIsFullAndLeavesNothing() throws IOException {
    Path small = Files.createDirectory(folder.resolve("small"));
    Peer.Result mounted =
        Peer.run("mount", "-t", "tmpfs", "-o", "size=1m", "none", small.toString());
    Assumptions.assumeTrue(mounted.exit() == 0, mounted::errors);
    try {
      IsoTree tree = new IsoTree().file("large", IsoContent.ofBytes(new byte[2 << 20]));
      IsoSpec spec = IsoSpec.of("V", IsoRoundTripTest.WHEN, IsoRoundTripTest.WHO, tree);
      Path iso = small.resolve("x.iso");
      Fault fault = assertThrows(Fault.class, () -> IsoWriter.write(spec, iso, Progress.SILENT));
      assertEquals(ExitCode.WORLD, fault.exitCode());
      assertTrue(fault.why().contains("No space left on device"), fault.why());
      assertFalse(Files.exists(iso));
    } finally {
      Peer.run("umount", small.toString()).ok();
    }
  }

  @Test
  void saysThatTheTargetCannotBeWritten() {
    IsoSpec spec = IsoSpec.of("V", IsoRoundTripTest.WHEN, IsoRoundTripTest.WHO, new IsoTree());
    Path iso = folder.resolve("missing/x.iso");
    Fault fault = assertThrows(Fault.class, () -> IsoWriter.write(spec, iso, Progress.SILENT));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.what().contains(iso.toString()), fault.what());
  }

  @Test
  void saysThatTheBiosImageIsMissing() {
    IsoSpec spec = SmallBoot.spec("V");
    spec.tree().remove("images/eltorito.img");
    Fault fault =
        assertThrows(
            Fault.class, () -> IsoWriter.write(spec, folder.resolve("x.iso"), Progress.SILENT));
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertTrue(fault.why().contains("images/eltorito.img"), fault.why());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with space", "ü", "123456789012345678901234567890123"})
  void refusesVolumeIdsThatLabelsCannotHold(String volumeId) {
    IsoTree tree = new IsoTree();
    Fault fault =
        assertThrows(
            Fault.class,
            () -> IsoSpec.of(volumeId, IsoRoundTripTest.WHEN, IsoRoundTripTest.WHO, tree));
    assertEquals(ExitCode.SESSION, fault.exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/abs", "a//b", "../x", "a/../b", "a/.", "dir/", "nul\0"})
  void refusesPathsThatLeadOut(String path) {
    IsoTree tree = new IsoTree();
    Fault fault = assertThrows(Fault.class, () -> tree.directory(path));
    assertEquals(ExitCode.SESSION, fault.exitCode());
  }

  @Test
  void theLastThingPutAtAPathWins() throws IOException {
    IsoTree tree =
        new IsoTree()
            .file("a", IsoContent.ofBytes(new byte[1]))
            .file("a/b", IsoContent.ofBytes(new byte[2]))
            .directory("a")
            .file("c/d", IsoContent.ofBytes(new byte[3]))
            .link("c", "a")
            .file("gone/x", IsoContent.ofBytes(new byte[4]))
            .remove("gone");
    try (IsoImage image = IsoImage.open(write(tree))) {
      assertEquals(List.of("a", "a/b", "c"), image.entries().stream().map(IsoEntry::path).toList());
    }
  }

  @Test
  void tellsBootEntriesWithTheirTrueExtents() throws IOException {
    Path iso = folder.resolve("boot.iso");
    IsoWriter.write(SmallBoot.spec("BOOT"), iso, Progress.SILENT);
    try (IsoImage image = IsoImage.open(iso)) {
      BootEntry bios = image.bootEntries().get(0);
      assertEquals(BootEntry.Platform.BIOS, bios.platform());
      assertEquals("images/eltorito.img", bios.path());
      assertEquals(4, bios.loadSectors());
      assertEquals(30_000, bios.image().length());
      assertTrue(bios.bootInfoTable());
      BootEntry efi = image.bootEntries().get(1);
      assertEquals(BootEntry.Platform.EFI, efi.platform());
      assertEquals("", efi.path());
      assertEquals(image.partitions().get(2).extent(), efi.image());
      FatImage fat = FatImage.of(image.read(efi.image(), 1 << 24), "efi");
      assertEquals(List.of("EFI/BOOT/BOOTX64.EFI"), fat.paths());
      assertArrayEquals(
          Files.readAllBytes(iso), remade(image, iso), "made again from its own parts");
    }
  }

  private byte[] remade(IsoImage image, Path iso) throws IOException {
    BootEntry bios = image.bootEntries().get(0);
    Extent efi = image.efiImage().orElseThrow();
    FatImage fat = FatImage.of(image.read(efi, 1 << 24), "efi");
    SortedMap<String, byte[]> files = new TreeMap<>();
    fat.paths().forEach(path -> files.put(path, fat.read(path)));
    Path again = iso.resolveSibling("again.iso");
    IsoSpec spec =
        IsoSpec.of(image.volumeId(), image.volumeDate(), IsoRoundTripTest.WHO, IsoTree.of(image))
            .withBios(new BiosBoot(bios.path(), BiosLoader.GRUB, image.systemArea()))
            .withEfiImage(
                IsoContent.ofBytes(FatImage.write("EFIBOOT", 1, image.volumeDate(), files)));
    IsoWriter.write(spec, again, Progress.SILENT);
    return Files.readAllBytes(again);
  }

  private Path write(IsoTree tree) {
    Path iso = folder.resolve("x.iso");
    IsoWriter.write(
        IsoSpec.of("V", IsoRoundTripTest.WHEN, IsoRoundTripTest.WHO, tree), iso, Progress.SILENT);
    return iso;
  }
}
