package org.tmpfsroot.workbench.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;

/** What is no image, or half of one, or one that lies, is told as such and in bounded time. */
@Timeout(60)
class IsoImageHostileTest {
  private static final int BLOCK = 2048;

  /** The first directory of an image that does not boot: behind descriptors and path tables. */
  private static final int ROOT = 21 * BLOCK;

  @TempDir Path folder;
  private Path iso = Path.of("");
  private byte[] bytes = {};

  @BeforeEach
  void writeAnImage() throws IOException {
    iso = folder.resolve("some.iso");
    IsoTree tree =
        new IsoTree()
            .file("a/file", IsoContent.ofBytes(new byte[5000]))
            .file("n".repeat(250), IsoContent.ofBytes(new byte[10]))
            .link("link", "x/".repeat(300));
    IsoWriter.write(
        IsoSpec.of("HOSTILE", IsoRoundTripTest.WHEN, IsoRoundTripTest.WHO, tree),
        iso,
        Progress.SILENT);
    bytes = Files.readAllBytes(iso);
  }

  @Test
  void saysThatAFileIsNoImage() throws IOException {
    Files.writeString(iso, "#!/bin/sh\n".repeat(10_000));
    assertEquals(iso + " is not an ISO image", fault().what());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2047, 32_768, 32_774})
  void saysThatAShortFileIsNoImage(int length) throws IOException {
    Files.write(iso, Arrays.copyOf(bytes, length));
    assertEquals(iso + " is not an ISO image", fault().what());
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 19, 21, 22, 25})
  void saysThatAnImageIsTruncated(int blocks) throws IOException {
    Files.write(iso, Arrays.copyOf(bytes, blocks * BLOCK + 100));
    assertEquals(iso + " is truncated", fault().what());
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    Fault fault = assertThrows(Fault.class, () -> IsoImage.open(folder.resolve("none.iso")));
    assertTrue(fault.why().contains("none.iso"), fault.why());
    assertEquals(ExitCode.WORLD, fault.exitCode());
  }

  @Test
  void saysThatADirectoryIsNoImage() {
    Fault fault = assertThrows(Fault.class, () -> IsoImage.open(folder));
    assertEquals(ExitCode.WORLD, fault.exitCode());
  }

  @Test
  void noticesADirectoryThatContainsItself() throws IOException {
    int record = recordOf("A");
    LittleEndian.put32(bytes, record + 2, ROOT / BLOCK);
    Files.write(iso, bytes);
    assertTrue(fault().why().contains("contains itself"), fault().why());
  }

  @Test
  void noticesAnExtentOutsideOfTheFile() throws IOException {
    LittleEndian.put32(bytes, recordOf("NNNN") + 2, 0x7fff_ffff);
    Files.write(iso, bytes);
    assertEquals(iso + " is truncated", fault().what());
  }

  @Test
  void noticesAnAbsurdDirectorySize() throws IOException {
    LittleEndian.put32(bytes, recordOf("A") + 10, 0xffff_f800L);
    Files.write(iso, bytes);
    assertEquals(ExitCode.WORLD, fault().exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "a/b"})
  void refusesNamesThatLeadOut(String name) throws IOException {
    byte[] from = "NM\u0009\u0001\u0000link".getBytes(StandardCharsets.ISO_8859_1);
    int at = indexOf(from);
    bytes[at + 2] = (byte) (5 + name.length());
    System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, bytes, at + 5, name.length());
    // the fields behind it would be torn: end them here
    Arrays.fill(bytes, at + 5 + name.length(), at + 9, (byte) 0);
    Files.write(iso, bytes);
    assertTrue(fault().why().contains("holds the name '" + name + "'"), fault().why());
  }

  @Test
  void noticesSystemUseFieldsWithoutEnd() throws IOException {
    int at = indexOf(new byte[] {'C', 'E', 28, 1});
    byte[] field = Arrays.copyOfRange(bytes, at, at + 28);
    long block = LittleEndian.u32(field, 4);
    long offset = LittleEndian.u32(field, 12);
    LittleEndian.put32(field, 20, 28);
    System.arraycopy(field, 0, bytes, (int) (block * BLOCK + offset), 28);
    LittleEndian.put32(bytes, at + 20, 28);
    Files.write(iso, bytes);
    assertTrue(fault().why().contains("never end"), fault().why());
  }

  @RepeatedTest(400)
  void endsOnDamagedMetadata(RepetitionInfo repetition) throws IOException {
    long seed = repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(seed);
    Path file = folder.resolve("damaged.iso");
    IsoWriter.write(SmallBoot.spec("HOSTILE"), file, Progress.SILENT);
    byte[] damaged = Files.readAllBytes(file);
    int end = random.nextBoolean() ? 64 * BLOCK : 20 * BLOCK;
    for (int i = 0; i < 1 + random.nextInt(30); i++) {
      int at = random.nextInt(end);
      damaged[at] = (byte) random.nextInt(256);
    }
    Files.write(file, damaged);
    try (IsoImage image = IsoImage.open(file)) {
      for (IsoEntry entry : image.entries()) {
        try (InputStream in = image.open(entry)) {
          in.transferTo(java.io.OutputStream.nullOutputStream());
        }
      }
      image.partitions();
      image.efiImage().ifPresent(efi -> FatImage.of(image.read(efi, 1 << 24), "efi"));
    } catch (Fault fault) {
      assertEquals(ExitCode.WORLD, fault.exitCode(), "seed " + seed);
    }
  }

  private Fault fault() {
    return assertThrows(Fault.class, () -> IsoImage.open(iso).close());
  }

  /** Where the root's record begins whose identifier begins so. */
  private int recordOf(String identifier) {
    byte[] name = identifier.getBytes(StandardCharsets.US_ASCII);
    for (int at = ROOT; bytes[at] != 0; at += bytes[at] & 0xff) {
      if (Arrays.equals(name, 0, name.length, bytes, at + 33, at + 33 + name.length)) {
        return at;
      }
    }
    throw new AssertionError("no record " + identifier);
  }

  private int indexOf(byte[] pattern) {
    for (int at = ROOT; at + pattern.length < bytes.length; at++) {
      if (Arrays.equals(pattern, 0, pattern.length, bytes, at, at + pattern.length)) {
        return at;
      }
    }
    throw new AssertionError("not found");
  }
}
