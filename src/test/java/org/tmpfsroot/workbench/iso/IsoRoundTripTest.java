package org.tmpfsroot.workbench.iso;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.Progress;

class IsoRoundTripTest {
  static final Instant WHEN = Instant.parse("2026-01-02T03:04:05Z");
  static final UUID WHO = UUID.fromString("6f1c1d5e-0000-4000-8000-123456789abc");

  @TempDir Path folder;

  @RepeatedTest(40)
  void readsBackWhatItWrote(RepetitionInfo repetition) throws IOException {
    long seed = repetition.getCurrentRepetition();
    RandomTree random = new RandomTree(seed);
    Path file = folder.resolve("x.iso");
    IsoWriter.write(IsoSpec.of("ROUND-trip", WHEN, WHO, random.tree()), file, Progress.SILENT);
    try (IsoImage image = IsoImage.open(file)) {
      assertEquals(random.listing(), listing(image), "seed " + seed);
      assertEquals("ROUND-trip", image.volumeId());
      assertEquals(WHEN, image.volumeDate());
    }
  }

  @Test
  void keepsTheLongestNamesAndTargets() throws IOException {
    String name = "ü".repeat(127) + "x";
    String target = "/" + ("t".repeat(255) + "/").repeat(15) + "../end";
    IsoTree tree = new IsoTree().link(name + "/" + name, target).link("root", "/");
    Path file = folder.resolve("x.iso");
    IsoWriter.write(IsoSpec.of("LONG", WHEN, WHO, tree), file, Progress.SILENT);
    try (IsoImage image = IsoImage.open(file)) {
      assertEquals(target, image.find(name + "/" + name).orElseThrow().linkTarget());
      assertEquals("/", image.find("root").orElseThrow().linkTarget());
    }
  }

  @Test
  void writesTheSameBytesForTheSameTree() throws IOException {
    Path first = folder.resolve("1.iso");
    Path second = folder.resolve("2.iso");
    IsoWriter.write(IsoSpec.of("V", WHEN, WHO, new RandomTree(7).tree()), first, Progress.SILENT);
    IsoWriter.write(IsoSpec.of("V", WHEN, WHO, new RandomTree(7).tree()), second, Progress.SILENT);
    assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
  }

  static String listing(IsoImage image) throws IOException {
    StringBuilder text = new StringBuilder();
    for (IsoEntry entry : image.entries()) {
      text.append(entry.path());
      switch (entry.kind()) {
        case DIRECTORY -> text.append('/');
        case SYMLINK -> text.append(" -> ").append(entry.linkTarget());
        case FILE -> {
          try (InputStream in = image.open(entry)) {
            text.append(' ').append(RandomTree.hash(in.readAllBytes()));
          }
        }
        case OTHER -> text.append(" other");
      }
      text.append('\n');
    }
    return text.toString();
  }
}
