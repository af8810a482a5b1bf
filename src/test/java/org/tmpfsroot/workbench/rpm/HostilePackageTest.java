package org.tmpfsroot.workbench.rpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.openpgp.SigningKey;

/** Packages that lie are refused with a fault that names them, in little time and memory. */
class HostilePackageTest {
  private static final Instant BUILT = Instant.parse("2026-01-01T00:00:00Z");
  private static final SigningKey KEY =
      SigningKey.fromSeed("hostile".getBytes(StandardCharsets.UTF_8), "T <t@example.org>", BUILT);
  private static final byte[] WHOLE =
      RpmBuilder.of(Nevra.parse("victim-1-1.noarch").orElseThrow(), BUILT)
          .summary("Victim")
          .requires("a >= 1", "(b or c)")
          .file("/etc/passwd", 0644, "root:x:0:0\n".repeat(50).getBytes(StandardCharsets.UTF_8))
          .directory("/usr/share/victim", 0755)
          .link("/usr/share/victim/link", "target")
          .bytes(KEY);
  private static final int LEAD = 96;

  @TempDir Path folder;

  private Path rpm(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("hostile.rpm"), bytes);
  }

  private Fault refused(byte[] bytes) throws IOException {
    Path rpm = rpm(bytes);
    Fault fault = assertThrows(Fault.class, () -> RpmFile.read(rpm));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertEquals("cannot read the package " + rpm, fault.what());
    return fault;
  }

  @ParameterizedTest
  @CsvSource({
    "0, it is too short to be an RPM",
    "95, it is too short to be an RPM",
    "100, it ends in the middle of its signature header",
    "200, it ends in the middle of its signature header"
  })
  void saysWhereATruncatedPackageEnds(int length, String why) throws IOException {
    assertEquals(why, refused(Arrays.copyOf(WHOLE, length)).why());
  }

  @Test
  void refusesEveryTruncationOfTheHeaders() throws IOException {
    long end = RpmFile.read(rpm(WHOLE)).headerEnd();
    for (int length = 0; length < end; length += 7) {
      refused(Arrays.copyOf(WHOLE, length));
    }
  }

  @Test
  void saysThatATextIsNoPackage() throws IOException {
    assertEquals(
        "it is not an RPM",
        refused("<html>404</html>".repeat(20).getBytes(StandardCharsets.UTF_8)).why());
  }

  @Test
  void believesNoCountOrLengthTheFileCannotHold() throws IOException {
    for (int at : List.of(LEAD + 8, LEAD + 12)) {
      for (int claim : new int[] {Integer.MAX_VALUE, -1, 0x0fff_ffff, 31}) {
        byte[] copy = WHOLE.clone();
        ByteBuffer.wrap(copy).putInt(at, claim);
        refused(copy);
      }
    }
  }

  @Test
  void refusesPathsThatAShortHeaderMultiplies() throws IOException {
    int count = 60_000;
    HeaderWriter header =
        new HeaderWriter()
            .text(Tag.NAME, "bomb")
            .text(Tag.VERSION, "1")
            .text(Tag.RELEASE, "1")
            .text(Tag.ARCH, "noarch")
            .text(Tag.SOURCE_RPM, "bomb.src.rpm")
            .texts(Tag.DIR_NAMES, List.of("/" + "d".repeat(8000) + "/"))
            .ints(Tag.DIR_INDEXES, new long[count])
            .texts(Tag.BASE_NAMES, java.util.Collections.nCopies(count, "f"));
    Path rpm = rpm(withHeader(header));
    Fault fault = assertThrows(Fault.class, () -> RpmFile.read(rpm).files());
    assertEquals("its file names are longer than any file system allows", fault.why());
  }

  @Test
  void refusesListsOfDifferentLengths() throws IOException {
    Consumer<HeaderWriter> folders =
        header -> header.texts(Tag.DIR_NAMES, List.of("/")).ints(Tag.DIR_INDEXES, 7);
    Consumer<HeaderWriter> sizes =
        header ->
            header
                .texts(Tag.DIR_NAMES, List.of("/"))
                .ints(Tag.DIR_INDEXES, 0)
                .ints(Tag.FILE_SIZES, 1, 2);
    for (Consumer<HeaderWriter> lie : List.of(folders, sizes)) {
      HeaderWriter header = minimal().texts(Tag.BASE_NAMES, List.of("a"));
      lie.accept(header);
      Path rpm = rpm(withHeader(header));
      assertThrows(Fault.class, () -> RpmFile.read(rpm).files());
    }
    Path rpm = rpm(withHeader(minimal().texts(Tag.REQUIRE_NAMES, List.of("a")).ints(1048, 1, 2)));
    assertThrows(Fault.class, () -> RpmFile.read(rpm).requires());
  }

  private static HeaderWriter minimal() {
    return new HeaderWriter()
        .text(Tag.NAME, "liar")
        .text(Tag.VERSION, "1")
        .text(Tag.RELEASE, "1")
        .text(Tag.ARCH, "noarch")
        .text(Tag.SOURCE_RPM, "liar.src.rpm");
  }

  private static byte[] withHeader(HeaderWriter header) {
    byte[] signatures = new HeaderWriter().ints(Tag.SIG_SIZE, 1).bytes(Tag.REGION_SIGNATURES);
    byte[] main = header.bytes(Tag.REGION_IMMUTABLE);
    int padding = -signatures.length & 7;
    return ByteBuffer.allocate(LEAD + signatures.length + padding + main.length)
        .put(WHOLE, 0, LEAD)
        .put(signatures)
        .put(new byte[padding])
        .put(main)
        .array();
  }

  @Test
  void refusesAPayloadWithFilesTheHeaderDoesNotList() throws IOException {
    byte[] archive = new CpioWriter().add("/../../etc/shadow", 0100644, BUILT, new byte[3]).bytes();
    byte[] head = withHeader(minimal());
    byte[] all = ByteBuffer.allocate(head.length + archive.length).put(head).put(archive).array();
    Path rpm = rpm(all);
    try (RpmPayload payload = RpmPayload.open(rpm)) {
      Fault fault = assertThrows(Fault.class, payload::next);
      assertEquals("its payload holds more files than its header lists", fault.why());
    }
  }

  @Test
  void extractsNothingLargerThanAllowed() throws IOException {
    Path rpm = rpm(WHOLE);
    Fault fault =
        assertThrows(Fault.class, () -> RpmPayload.extract(rpm, Set.of("/etc/passwd"), 100));
    assertEquals("/etc/passwd in it is larger than 100 bytes", fault.why());
  }

  @RepeatedTest(20)
  void damageIsAFaultOrNoticedByItsDigests(RepetitionInfo repetition) throws IOException {
    long seed = repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(seed);
    int signed = (int) RpmFile.read(rpm(WHOLE)).headerStart();
    for (int round = 0; round < 100; round++) {
      byte[] copy = WHOLE.clone();
      int flips = 1 + random.nextInt(4);
      for (int i = 0; i < flips; i++) {
        copy[LEAD + random.nextInt(copy.length - LEAD)] = (byte) random.nextInt(256);
      }
      byte[] damaged =
          random.nextInt(4) == 0 ? Arrays.copyOf(copy, random.nextInt(copy.length)) : copy;
      String message = "seed " + seed + ", round " + round;
      assertTimeoutPreemptively(Duration.ofSeconds(10), () -> readAll(rpm(damaged)), message);
      if (!Arrays.equals(WHOLE, damaged)) {
        assertFalse(isBelieved(rpm(damaged)) && differs(damaged, signed), message);
      }
    }
  }

  /** What stands before the header is not signed: the lead, sizes, padding. */
  private static boolean differs(byte[] damaged, int from) {
    return !Arrays.equals(
        WHOLE, from, WHOLE.length, damaged, Math.min(from, damaged.length), damaged.length);
  }

  private static boolean isBelieved(Path rpm) {
    try {
      return Integrity.check(rpm, KEY.ring()).signer().isPresent();
    } catch (Fault e) {
      return false;
    }
  }

  private static void readAll(Path rpm) {
    try {
      RpmFile file = RpmFile.read(rpm);
      file.files();
      file.changelog();
      file.provides();
      file.requires().forEach(RpmDependency::dependency);
      try (RpmPayload payload = RpmPayload.open(rpm)) {
        Optional<RpmPayload.Member> member = payload.next();
        while (member.isPresent()) {
          member = payload.next();
        }
      }
    } catch (Fault fault) {
      assertTrue(fault.exitCode() == ExitCode.WORLD);
    }
  }
}
