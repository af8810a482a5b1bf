package org.tmpfsroot.workbench.iso;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** The digest in an image, with Fedora's own tools as judges. */
class MediaCheckTest {
  @TempDir Path folder;

  private Path image(int bytes) {
    Path image = folder.resolve(bytes + ".iso");
    IsoWriter.write(spec(bytes), image, Progress.SILENT);
    return image;
  }

  private static IsoSpec spec(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    IsoTree tree = new IsoTree().file("content", IsoContent.ofBytes(content));
    return IsoSpec.of("SOME", Instant.EPOCH, new UUID(1, 2), tree);
  }

  /** checkisomd5 refuses what implantisomd5 wrote into some images of less than 700,000 bytes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 700_001, 3_000_000})
  @RequiresPeer({"implantisomd5", "checkisomd5"})
  void isWhatIsomd5sumWrites(int bytes) throws IOException {
    Path ours = image(bytes);
    Path theirs = Files.copy(ours, folder.resolve("theirs.iso"));
    MediaCheck.implant(ours, Progress.SILENT);
    Peer.run("implantisomd5", "-f", theirs.toString()).ok();
    assertArrayEquals(Files.readAllBytes(theirs), Files.readAllBytes(ours));
    Peer.run("checkisomd5", ours.toString()).ok();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 700_001, 30_000_000})
  void isTheSameComputedWhileTheImageIsWritten(int bytes) throws IOException {
    Path after = image(bytes);
    MediaCheck.implant(after, Progress.SILENT);
    Path during = folder.resolve("during.iso");
    IsoWriter.writeWithDigest(spec(bytes), during, Progress.SILENT);
    assertEquals(-1, Files.mismatch(after, during));
  }

  @Test
  void anImageThatCannotBeWrittenLeavesNothing() throws IOException {
    Path gone = Files.writeString(folder.resolve("gone"), "content");
    IsoTree tree = new IsoTree().file("content", IsoContent.ofFile(gone));
    Files.delete(gone);
    Path image = folder.resolve("image.iso");
    IsoSpec spec = IsoSpec.of("SOME", Instant.EPOCH, new UUID(1, 2), tree);
    Fault fault =
        assertThrows(Fault.class, () -> IsoWriter.writeWithDigest(spec, image, Progress.SILENT));
    assertEquals("cannot read " + gone, fault.what());
    assertFalse(Files.exists(image));
  }

  @Test
  void tellsDamage() throws IOException {
    Path image = image(500_000);
    assertEquals(MediaCheck.Verdict.NONE, MediaCheck.check(image, Progress.SILENT));
    MediaCheck.implant(image, Progress.SILENT);
    assertEquals(MediaCheck.Verdict.RIGHT, MediaCheck.check(image, Progress.SILENT));
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.seek(300_000);
      int was = file.read();
      file.seek(300_000);
      file.write(was ^ 1);
    }
    assertEquals(MediaCheck.Verdict.WRONG, MediaCheck.check(image, Progress.SILENT));
  }

  @Test
  void isTheSameHoweverOftenItIsImplanted() throws IOException {
    Path image = image(500_000);
    MediaCheck.implant(image, Progress.SILENT);
    byte[] once = Files.readAllBytes(image);
    MediaCheck.implant(image, Progress.SILENT);
    assertArrayEquals(once, Files.readAllBytes(image));
    assertTrue(
        new String(once, 32768 + 883, 13, java.nio.charset.StandardCharsets.US_ASCII)
            .startsWith("ISO MD5SUM = "));
  }
}
