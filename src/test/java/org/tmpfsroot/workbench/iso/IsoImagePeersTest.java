package org.tmpfsroot.workbench.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** The reader finds what other programs put into their images. */
class IsoImagePeersTest {
  @TempDir Path folder;

  @RepeatedTest(8)
  @RequiresPeer({"xorriso"})
  void readsImagesOfXorriso(RepetitionInfo repetition) throws IOException {
    long seed = 500L + repetition.getCurrentRepetition();
    RandomTree random = new RandomTree(seed);
    Path iso =
        made(random, List.of("xorriso", "-as", "mkisofs", "-R", "-J", "-iso-level", "3"), seed);
    try (IsoImage image = IsoImage.open(iso)) {
      TreeOnDisk.assertSame(random.listing(), IsoRoundTripTest.listing(image), "seed " + seed);
    }
  }

  @RepeatedTest(8)
  @RequiresPeer({"genisoimage"})
  void readsImagesWithRelocatedDirectories(RepetitionInfo repetition) throws IOException {
    long seed = 600L + repetition.getCurrentRepetition();
    RandomTree random = new RandomTree(seed, false);
    Path iso = made(random, List.of("genisoimage", "-quiet", "-R", "-iso-level", "3"), seed);
    try (IsoImage image = IsoImage.open(iso)) {
      TreeOnDisk.assertSame(random.listing(), IsoRoundTripTest.listing(image), "seed " + seed);
    }
  }

  @Test
  @RequiresPeer({"genisoimage"})
  void readsJolietWhereThereIsNoRockRidge() throws IOException {
    Path source = smallTree();
    Path iso = folder.resolve("joliet.iso");
    Peer.run("genisoimage", "-quiet", "-J", "-V", "x", "-o", iso.toString(), source.toString())
        .ok();
    try (IsoImage image = IsoImage.open(iso)) {
      assertEquals(
          List.of("Dir with space", "Dir with space/ünïcödé.txt", "MixedCase.Name"),
          image.entries().stream().map(IsoEntry::path).toList());
      assertEquals("ünïcödé", text(image, "Dir with space/ünïcödé.txt"));
    }
  }

  @Test
  @RequiresPeer({"genisoimage"})
  void readsPlainNamesWhereThereIsNothingElse() throws IOException {
    Path source = smallTree();
    Path iso = folder.resolve("plain.iso");
    Peer.run("genisoimage", "-quiet", "-o", iso.toString(), source.toString()).ok();
    try (IsoImage image = IsoImage.open(iso)) {
      assertEquals(3, image.entries().size());
      assertTrue(image.find("MIXEDCAS.NAM").isPresent(), () -> image.entries().toString());
      assertEquals("mixed", text(image, "MIXEDCAS.NAM"));
    }
  }

  private Path smallTree() throws IOException {
    Path source = Files.createDirectories(folder.resolve("small"));
    Files.createDirectories(source.resolve("Dir with space"));
    Files.writeString(source.resolve("Dir with space/ünïcödé.txt"), "ünïcödé");
    Files.writeString(source.resolve("MixedCase.Name"), "mixed");
    return source;
  }

  private static String text(IsoImage image, String path) throws IOException {
    try (var in = image.open(image.find(path).orElseThrow())) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private Path made(RandomTree random, List<String> program, long seed) throws IOException {
    Path source = folder.resolve("tree");
    TreeOnDisk.write(random, source);
    Path iso = folder.resolve(seed + ".iso");
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("-V", "PEERS", "-o", iso.toString(), source.toString()));
    Peer.runIn(folder, Map.of(), command).ok();
    return iso;
  }
}
