package org.tmpfsroot.workbench.repository;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;
import org.tmpfsroot.workbench.testing.RequiresData;
import org.tmpfsroot.workbench.testing.TestData;

class RepositoryReaderTest {
  @TempDir private Path folder;

  private static final String PROVIDES_A =
      "    <rpm:provides><rpm:entry name=\"a\" flags=\"EQ\" epoch=\"0\" ver=\"1\" rel=\"1\"/>"
          + "</rpm:provides>\n    <file>/usr/bin/a</file>\n";

  @ParameterizedTest
  @ValueSource(strings = {"xml", "xml.gz", "xml.xz", "xml.zst", "xml.bz2"})
  void readsPrimaryHoweverItIsCompressed(String end) {
    String xml = TinyRepository.primary(TinyRepository.pkg("a", "1", PROVIDES_A));
    Path place = new TinyRepository().with("primary", "p." + end, xml).writeTo(folder);

    PackageIndex index = load(place).index();

    assertEquals(1, index.packageCount());
    assertEquals("a-1-1.noarch", index.nevra(0).toString());
    assertEquals("a & more", index.summary(0));
    assertEquals("Packages/a-1-1.noarch.rpm", index.location(0));
    assertEquals(Digest.sha256(TinyRepository.digestOf("a", "1")), index.digest(0));
    assertEquals(10, index.packageSize(0));
    assertEquals(20, index.installedSize(0));
    assertEquals("a-src.rpm", index.sourceRpm(0));
    assertArrayEquals(new int[] {0}, index.owning("/usr/bin/a"));
  }

  @Test
  void skipsKindsItDoesNotKnow() {
    Path place =
        new TinyRepository()
            .with("primary_db", "p.sqlite.gz", "not XML")
            .with("modules", "modules.yaml", "--- {}")
            .with("primary", "p.xml", TinyRepository.primary())
            .with("primary_zck", "p.zck", "nor this")
            .writeTo(folder);

    assertEquals(0, load(place).index().packageCount());
  }

  @Test
  void refusesARepositoryWithoutPrimary() {
    Path place = new TinyRepository().with("other", "o.xml", "<x/>").writeTo(folder);

    assertWorldFault(place, "no primary");
  }

  @Test
  void refusesAWrongChecksumAndNamesTheFile() {
    byte[] xml = bytes(TinyRepository.primary());
    String wrong = Digest.sha256Of(new byte[] {1}).hex();
    Path place =
        new TinyRepository()
            .listing("primary", "p.xml", xml, wrong, xml.length, Digest.sha256Of(xml).hex())
            .writeTo(folder);

    assertWorldFault(place, "repodata/p.xml of repository 'tiny'");
  }

  @Test
  void refusesAWrongSizeAndNamesTheFile() {
    byte[] xml = bytes(TinyRepository.primary());
    String digest = Digest.sha256Of(xml).hex();
    Path place =
        new TinyRepository()
            .listing("primary", "p.xml", xml, digest, xml.length + 1, digest)
            .writeTo(folder);

    assertWorldFault(place, "repodata/p.xml of repository 'tiny'");
  }

  @Test
  void onlyNotesAWrongOpenChecksum() {
    byte[] stored = TinyRepository.compressed("p.xml.gz", bytes(TinyRepository.primary()));
    String wrong = Digest.sha256Of(new byte[] {1}).hex();
    Path place = new TinyRepository().with("primary", "p.xml.gz", stored, wrong).writeTo(folder);
    List<String> notes = new ArrayList<>();

    assertEquals(
        0, reader(false).load(List.of(source(place)), noting(notes)).index().packageCount());
    assertEquals(1, notes.size(), notes::toString);
    assertTrue(notes.get(0).contains("p.xml.gz"), notes::toString);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.9, 0.99})
  void refusesAPrimaryThatEndsInTheMiddle(double part) {
    String xml = TinyRepository.primary(TinyRepository.pkg("a", "1", PROVIDES_A));
    String cut = xml.substring(0, (int) (xml.length() * part));
    Path place = new TinyRepository().with("primary", "p.xml.zst", cut).writeTo(folder);

    Fault fault = assertWorldFault(place, "p.xml.zst of repository 'tiny'");
    assertTrue(fault.why().contains("it ends in the middle (at line "), fault::why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xml.gz", "xml.xz", "xml.zst", "xml.bz2"})
  void refusesAPrimaryWhoseCompressionEndsInTheMiddle(String end) {
    String xml = TinyRepository.primary(TinyRepository.pkg("a", "1", PROVIDES_A));
    byte[] whole = TinyRepository.compressed("p." + end, xml.getBytes(StandardCharsets.UTF_8));
    byte[] cut = Arrays.copyOf(whole, whole.length / 2);
    Path place =
        new TinyRepository()
            .with("primary", "p." + end, cut, Digest.sha256Of(cut).hex())
            .writeTo(folder);

    assertWorldFault(place, "p." + end + " of repository 'tiny'");
  }

  @Test
  void takesAnotherFormOfTheGroupFileWhereOneIsMissing() {
    String comps =
        "<comps><group><id>core</id><name>Core</name><packagelist>"
            + "<packagereq type='mandatory'>a</packagereq></packagelist></group></comps>";
    Path place =
        new TinyRepository()
            .with("primary", "p.xml", TinyRepository.primary())
            .with("group_gz", "comps.xml.gz", comps)
            .with("group", "comps.xml", comps)
            .losing("comps.xml.gz")
            .writeTo(folder);

    assertEquals(
        List.of("a"),
        load(place).comps().group("core").orElseThrow().names(Comps.MemberKind.MANDATORY));
  }

  @Test
  void readsFileListsOnlyForWhatPrimaryDoesNotList() {
    String filelists =
        "<filelists><package pkgid=\"%s\" name=\"b\"><file>/usr/share/b</file></package></filelists>"
            .formatted(TinyRepository.digestOf("b", "1"));
    Path place =
        new TinyRepository()
            .with(
                "primary",
                "p.xml",
                TinyRepository.primary(
                    TinyRepository.pkg("a", "1", PROVIDES_A), TinyRepository.pkg("b", "1", "")))
            .with("filelists", "f.xml.gz", filelists)
            .writeTo(folder);
    RepositoryReader reader = reader(false);

    PackageIndex index = reader.load(List.of(source(place)), Progress.SILENT).index();

    assertArrayEquals(new int[] {0}, index.owning("/usr/bin/a"));
    assertArrayEquals(new int[] {}, index.owning("/usr/bin/nobody"));
    assertTrue(
        new ContentStore(folder.resolve("store"))
            .find(Digest.sha256Of(read(place.resolve("repodata/f.xml.gz"))))
            .isEmpty());
    assertArrayEquals(new int[] {1}, index.owning("/usr/share/b"));
    assertArrayEquals(new int[] {}, index.owning("/usr/share/nobody"));
  }

  @Test
  void namesPackagesThatClaimToBeTheSameBuild() {
    String one = TinyRepository.primary(TinyRepository.pkg("a", "1", PROVIDES_A));
    Path first = new TinyRepository().with("primary", "p.xml", one).writeTo(folder.resolve("1"));
    Path same = new TinyRepository().with("primary", "p.xml", one).writeTo(folder.resolve("2"));
    Path other =
        new TinyRepository()
            .with(
                "primary",
                "p.xml",
                one.replace(
                    TinyRepository.digestOf("a", "1"), TinyRepository.digestOf("evil", "1")))
            .writeTo(folder.resolve("3"));

    PackageIndex index =
        reader(false)
            .load(
                List.of(source(first).withId("one"), source(same).withId("two"), source(other)),
                Progress.SILENT)
            .index();

    assertArrayEquals(new int[] {2}, index.impostors(0));
    assertArrayEquals(new int[] {0, 1}, index.impostors(2));
    assertEquals("two", index.repository(1).id());
  }

  @Test
  void doesNotReadAgainWhatHasNotChanged() {
    TinyRepository repository =
        new TinyRepository().with("primary", "p.xml", TinyRepository.primary());
    Path place = repository.writeTo(folder);
    RepositoryReader reader = reader(false);

    LoadedRepositories first = reader.load(List.of(source(place)), Progress.SILENT);
    assertSame(first, reader.load(List.of(source(place)), Progress.SILENT));

    new TinyRepository()
        .with("primary", "p.xml", TinyRepository.primary(TinyRepository.pkg("a", "1", "")))
        .writeTo(folder);
    assertEquals(1, reader.load(List.of(source(place)), Progress.SILENT).index().packageCount());
  }

  @ParameterizedTest
  @EnumSource
  void makesADamagedIndexAnewWithoutAWord(Damage damage) throws IOException {
    String xml = TinyRepository.primary(TinyRepository.pkg("a", "1", PROVIDES_A));
    Path place = new TinyRepository().with("primary", "p.xml", xml).writeTo(folder.resolve("r"));
    load(place);
    Path kept = index();
    byte[] whole = Files.readAllBytes(kept);
    byte[] damaged = damage.of(whole);
    assertFalse(Arrays.equals(whole, damaged));
    Files.write(kept, damaged);
    List<String> notes = new ArrayList<>();

    PackageIndex again = reader(false).load(List.of(source(place)), noting(notes)).index();

    assertEquals(List.of(), notes);
    assertEquals(1, again.packageCount());
    assertEquals("a-1-1.noarch", again.nevra(0).toString());
    assertEquals(Digest.sha256(TinyRepository.digestOf("a", "1")), again.digest(0));
    assertArrayEquals(new int[] {0}, again.owning("/usr/bin/a"));
    assertArrayEquals(whole, Files.readAllBytes(index()), "kept whole for the next start");
  }

  /** Where the head of an index has what: its version, then the digest of the metadata. */
  private enum Damage {
    TORN,
    EMPTY,
    BIT_TURNED,
    OTHER_VERSION,
    OTHER_METADATA;

    byte[] of(byte[] whole) {
      return switch (this) {
        case TORN -> Arrays.copyOf(whole, whole.length / 2);
        case EMPTY -> new byte[0];
        case BIT_TURNED -> turned(whole, whole.length - 1);
        case OTHER_VERSION -> turned(whole, Long.BYTES + Integer.BYTES - 1);
        case OTHER_METADATA -> turned(whole, Long.BYTES + Integer.BYTES);
      };
    }

    private static byte[] turned(byte[] whole, int place) {
      byte[] turned = whole.clone();
      turned[place] ^= 2;
      return turned;
    }
  }

  private Path index() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
      return files.filter(file -> file.toString().endsWith(".index")).findFirst().orElseThrow();
    }
  }

  @Test
  @RequiresData({"repos/cs9-baseos", "repos/cs9-appstream"})
  void readsTwoRealRepositories() {
    LoadedRepositories loaded =
        reader(false)
            .load(
                List.of(
                    source(TestData.path("repos/cs9-baseos")).withId("baseos"),
                    source(TestData.path("repos/cs9-appstream")).withId("appstream")),
                Progress.SILENT);

    PackageIndex index = loaded.index();
    assertEquals(18_774, index.packageCount());
    assertEquals("1644263915", loaded.repository("baseos").orElseThrow().revision());
    assertEquals("9-stream", loaded.repository("appstream").orElseThrow().revision());
    assertTrue(loaded.comps().group("core").isPresent());
    assertTrue(loaded.comps().group("additional-devel").isPresent());
    // listed by no primary.xml, only by the file lists
    int[] owners = index.owning("/usr/lib64/libz.so.1");
    assertEquals(List.of("zlib"), Arrays.stream(owners).mapToObj(index::name).distinct().toList());
  }

  private LoadedRepositories load(Path place) {
    return reader(false).load(List.of(source(place)), Progress.SILENT);
  }

  private Fault assertWorldFault(Path place, String named) {
    Fault fault = assertThrows(Fault.class, () -> load(place));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue((fault.what() + fault.why()).contains(named), fault::getMessage);
    return fault;
  }

  private RepositoryReader reader(boolean offline) {
    return new RepositoryReader(
        new Downloader(new ContentStore(folder.resolve("store")), offline, RetryPolicy.standard()),
        folder.resolve("cache"));
  }

  private static RepositorySource source(Path place) {
    return RepositorySource.of("tiny", Baseurl.of(place.toUri()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Progress noting(List<String> notes) {
    return new Progress() {
      @Override
      public Task begin(String title, long total) {
        return amount -> {};
      }

      @Override
      public void note(String line) {
        notes.add(line);
      }
    };
  }
}
