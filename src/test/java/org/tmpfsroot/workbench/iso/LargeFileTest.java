package org.tmpfsroot.workbench.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** A file that one extent cannot hold. */
@Tag("machine")
class LargeFileTest {
  private static final long SIZE = 5L * 1024 * 1024 * 1024 + 77;

  @TempDir Path folder;
  private Path tree = Path.of("");
  private Path iso = Path.of("");

  @BeforeEach
  void makeAFileWithMarksWhereExtentsMeet() throws IOException {
    tree = Files.createDirectory(folder.resolve("tree"));
    iso = folder.resolve("large.iso");
    try (RandomAccessFile file = new RandomAccessFile(tree.resolve("large").toFile(), "rw")) {
      file.setLength(SIZE);
      for (long at : List.of(0L, 0xffff_f800L - 5, 0x1_0000_0000L, SIZE - 11)) {
        file.seek(at);
        file.write(("mark " + at % 89).getBytes(StandardCharsets.US_ASCII));
      }
    }
    Files.writeString(tree.resolve("after"), "the one after it");
  }

  /** Writes the image of the folder {@code args[0]} to {@code args[1]}: run in a small heap. */
  public static void main(String[] args) {
    IsoTree tree = new IsoTree().folder(Path.of(args[0]));
    IsoWriter.write(
        IsoSpec.of("LARGE", IsoRoundTripTest.WHEN, IsoRoundTripTest.WHO, tree),
        Path.of(args[1]),
        Progress.SILENT);
  }

  @Test
  @RequiresPeer({"bsdtar", "xorriso", "bash", "cmp"})
  void isWrittenInASmallHeapAndReadByOthers() throws IOException {
    Peer.run(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx24m",
            "-XX:MaxDirectMemorySize=8m",
            "-cp",
            System.getProperty("java.class.path"),
            LargeFileTest.class.getName(),
            tree.toString(),
            iso.toString())
        .ok();
    try (IsoImage image = IsoImage.open(iso)) {
      IsoEntry large = image.find("large").orElseThrow();
      assertEquals(SIZE, large.size());
      assertEquals(2, large.extents().size());
      assertEquals(large.extents().get(0).end(), large.extents().get(1).offset());
    }
    String source = tree.resolve("large").toString();
    Peer.run("bash", "-c", "set -o pipefail; bsdtar -xOf " + iso + " large | cmp - " + source).ok();
    String listed = Peer.run("xorriso", "-indev", iso.toString(), "-lsl", "/").ok();
    assertTrue(listed.contains(" " + SIZE + " "), listed);
    assertEquals("the one after it", Peer.run("bsdtar", "-xOf", iso.toString(), "after").ok());
  }

  @Test
  @RequiresPeer({"xorriso"})
  void isReadFromXorrisosImage() throws IOException {
    Peer.run(
            "xorriso",
            "-as",
            "mkisofs",
            "-quiet",
            "-R",
            "-iso-level",
            "3",
            "-o",
            iso.toString(),
            tree.toString())
        .ok();
    try (IsoImage image = IsoImage.open(iso);
        var in = image.open(image.find("large").orElseThrow())) {
      var computation = Digest.Algorithm.SHA256.start();
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        computation.update(buffer, 0, n);
      }
      assertEquals(
          Digest.sha256Of(tree.resolve("large")), Digest.Algorithm.SHA256.finish(computation));
    }
  }
}
