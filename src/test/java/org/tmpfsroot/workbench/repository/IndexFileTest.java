package org.tmpfsroot.workbench.repository;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;

class IndexFileTest {
  @TempDir private Path folder;
  private PackageTable table;
  private IndexFile kept;

  @BeforeEach
  void keepsATable() throws IOException {
    ByteArrayOutputStream primary = new ByteArrayOutputStream();
    new GeneratedFedora(50, 7).writePrimary(primary);
    table =
        PrimaryReader.read(new ByteArrayInputStream(primary.toByteArray()), "primary.xml").build();
    kept = IndexFile.in(folder, List.of(repository("one")));
    kept.write(table);
  }

  @Test
  void givesBackWhatWasKept() {
    PackageTable back = kept.read().orElseThrow();

    assertEquals(200, back.count());
    for (int pkg = 0; pkg < back.count(); pkg++) {
      assertEquals(table.name(pkg), back.name(pkg));
      assertEquals(table.evr(pkg), back.evr(pkg));
      assertEquals(table.arch(pkg), back.arch(pkg));
      assertEquals(table.summary(pkg), back.summary(pkg));
      assertEquals(table.location(pkg), back.location(pkg));
      assertEquals(table.digest(pkg), back.digest(pkg));
      assertEquals(table.sourceRpm(pkg), back.sourceRpm(pkg));
      for (DependencyKind kind : DependencyKind.values()) {
        assertEquals(texts(table, pkg, kind), texts(back, pkg, kind));
      }
    }
    assertArrayEquals(table.packageSize(), back.packageSize());
    assertArrayEquals(table.installedSize(), back.installedSize());
    assertArrayEquals(table.fileList(), back.fileList());
    assertArrayEquals(table.fileStart(), back.fileStart());
    assertArrayEquals(table.sortedNames(), back.sortedNames());
    assertEquals(table.strings().find("bash"), back.strings().find("bash"));
  }

  private static List<String> texts(PackageTable table, int pkg, DependencyKind kind) {
    return Arrays.stream(table.dependencies(pkg, kind))
        .mapToObj(number -> table.dependencies().get(number).toString())
        .toList();
  }

  @Test
  void countsAsNoneForOtherMetadata() {
    assertTrue(IndexFile.in(folder, List.of(repository("two"))).read().isEmpty());
  }

  @Test
  void isReplacedWhenTheRepositoryChanges() throws IOException {
    IndexFile.in(folder, List.of(repository("two"))).write(table);

    assertTrue(kept.read().isEmpty());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void isTheSameForTheSamePackages() throws IOException {
    byte[] first = Files.readAllBytes(file());
    kept.write(table);

    assertArrayEquals(first, Files.readAllBytes(file()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void countsAsNoneWhenDamaged(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    Path file = file();
    byte[] whole = Files.readAllBytes(file);
    for (int round = 0; round < 200; round++) {
      byte[] damaged = damaged(whole, random, round);
      Files.write(file, damaged);
      int at = round;
      assertTrue(kept.read().isEmpty(), () -> "seed " + seed + ", round " + at);
    }
  }

  /** A bit turned (each byte of the head once), or the end cut off, or bytes added. */
  private static byte[] damaged(byte[] whole, SplittableRandom random, int round) {
    if (round % 4 == 3) {
      int length = random.nextInt(whole.length + 64);
      return Arrays.copyOf(whole, length == whole.length ? length - 1 : length);
    }
    byte[] damaged = whole.clone();
    int place = round < IndexFile.HEAD ? round : random.nextInt(whole.length);
    damaged[place] ^= (byte) (1 << random.nextInt(8));
    return damaged;
  }

  @Test
  void isPassedOverWhereItCannotBeWritten() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("file"), "text");
    IndexFile nowhere = IndexFile.in(notAFolder, List.of(repository("one")));

    nowhere.write(table);

    assertTrue(nowhere.read().isEmpty());
    assertEquals("text", Files.readString(notAFolder));
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  private static LoadedRepository repository(String repomd) {
    URI place = URI.create("https://mirror.example/os/");
    return new LoadedRepository(
        RepositorySource.of("fedora", new Baseurl(List.of(place))),
        "1",
        Digest.sha256Of(repomd.getBytes(StandardCharsets.UTF_8)),
        List.of(place));
  }
}
