package org.tmpfsroot.workbench.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;
import org.tmpfsroot.workbench.testing.FaultyServer;
import org.tmpfsroot.workbench.testing.FaultyServer.Misbehaviour;

/** Reading repositories from mirrors that are away, broken or behind. */
class RepositoryMirrorsTest {
  private static final RetryPolicy IMPATIENT =
      new RetryPolicy(4, Duration.ofMillis(5), Duration.ofSeconds(2), Duration.ofSeconds(2), 1, 4);

  @TempDir private Path folder;
  private final FaultyServer server = FaultyServer.start();

  private final TinyRepository older =
      new TinyRepository()
          .with(
              "primary", "old-p.xml.gz", TinyRepository.primary(TinyRepository.pkg("a", "1", "")));
  private final TinyRepository newer =
      new TinyRepository()
          .with(
              "primary", "new-p.xml.gz", TinyRepository.primary(TinyRepository.pkg("a", "2", "")));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void readsOverHttp() {
    serve("/one/", newer);

    LoadedRepositories loaded = load(online(), Baseurl.of(server.uri("/one/")));

    assertEquals("a-2-1.noarch", loaded.index().nevra(0).toString());
    assertEquals(
        List.of(server.uri("/one/Packages/a-2-1.noarch.rpm")),
        loaded.repositories().get(0).addresses(loaded.index().location(0)));
    assertEquals(
        Digest.sha256Of(newer.file("repodata/repomd.xml")), loaded.repositories().get(0).repomd());
  }

  @ParameterizedTest
  @EnumSource(
      value = Misbehaviour.class,
      names = {
        "NOT_FOUND",
        "BROKEN",
        "CLOSED_WITHOUT_ANSWER",
        "HALF_A_BODY",
        "ONE_BYTE_CHANGED",
        "WRONG_LENGTH"
      })
  void goesToTheNextMirrorWhenOneFails(Misbehaviour how) {
    serve("/bad/", newer);
    serve("/good/", newer);
    Misbehaviour[] always = new Misbehaviour[20];
    Arrays.fill(always, how);
    server.serve("/bad/repodata/new-p.xml.gz", newer.file("repodata/new-p.xml.gz"), always);

    Baseurl both = Baseurl.of(server.uri("/bad/"), server.uri("/good/"));

    assertEquals("a-2-1.noarch", load(online(), both).index().nevra(0).toString());
  }

  @ParameterizedTest
  @EnumSource(
      value = Misbehaviour.class,
      names = {"NOT_FOUND", "BROKEN", "HALF_A_BODY", "CLOSED_WITHOUT_ANSWER"})
  void namesTheFileThatNoMirrorHas(Misbehaviour how) {
    serve("/bad/", newer);
    Misbehaviour[] always = new Misbehaviour[20];
    Arrays.fill(always, how);
    for (String file : List.of("repodata/new-p.xml.gz", "repodata/repomd.xml")) {
      server.serve("/bad/" + file, newer.file(file), always);

      Fault fault =
          assertThrows(Fault.class, () -> load(online(), Baseurl.of(server.uri("/bad/"))));
      assertEquals(ExitCode.WORLD, fault.exitCode());
      assertTrue(fault.what().contains(file + " of repository 'tiny'"), fault::what);
      assertTrue(fault.why().contains(server.uri("/bad/" + file).toString()), fault::why);
    }
  }

  @Test
  void leavesAMirrorWhoseFilesAreGoneForOneThatIsWhole() {
    // behind: its repomd.xml names files that all mirrors have replaced
    server.serve("/stale/repodata/repomd.xml", older.file("repodata/repomd.xml"));
    serve("/fresh/", newer);

    Baseurl both = Baseurl.of(server.uri("/stale/"), server.uri("/fresh/"));

    assertEquals("a-2-1.noarch", load(online(), both).index().nevra(0).toString());
  }

  @Test
  void readsAMirrorList() {
    serve("/m/", newer);
    String list = "# mirrors\nrsync://nowhere/x\n\n" + server.uri("/m") + "\n";
    URI address = server.serve("/list", list.getBytes(StandardCharsets.UTF_8));

    LoadedRepositories loaded = load(online(), new RepositoryLocation.Mirrorlist(address));

    assertEquals(1, loaded.index().packageCount());
    assertEquals(List.of(server.uri("/m")), loaded.repositories().get(0).mirrors());
  }

  @Test
  void takesTheVersionTheMetalinkVouchesFor() {
    serve("/stale/", older);
    serve("/fresh/", newer);

    LoadedRepositories loaded =
        load(online(), metalink(List.of(newer), List.of("/stale/", "/fresh/")));

    assertEquals("a-2-1.noarch", loaded.index().nevra(0).toString());
  }

  @Test
  void takesAnAlternateWhereNoMirrorHasTheNewest() {
    serve("/stale/", older);

    LoadedRepositories loaded = load(online(), metalink(List.of(newer, older), List.of("/stale/")));

    assertEquals("a-1-1.noarch", loaded.index().nevra(0).toString());
  }

  @Test
  void refusesWhatTheMetalinkDoesNotVouchFor() {
    serve("/stale/", older);

    Fault fault =
        assertThrows(
            Fault.class, () -> load(online(), metalink(List.of(newer), List.of("/stale/"))));

    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.what().contains("repomd.xml of repository 'tiny'"), fault::what);
  }

  @Test
  void fetchesAnUnchangedFileOnce() {
    serve("/one/", newer);
    Baseurl place = Baseurl.of(server.uri("/one/"));

    load(online(), place);
    load(online(), place);

    List<String> requests = server.requests();
    assertEquals(1, count(requests, "/one/repodata/new-p.xml.gz"), requests::toString);
    assertEquals(2, count(requests, "/one/repodata/repomd.xml"), requests::toString);
  }

  @Test
  void usesTheLastGoodStateOffline() {
    serve("/one/", older);
    RepositoryLocation place = Baseurl.of(server.uri("/one/"));
    load(online(), place);
    // the next state cannot be read whole, so it is not the last good one
    server.serve("/one/repodata/repomd.xml", newer.file("repodata/repomd.xml"));
    assertThrows(Fault.class, () -> load(online(), place));
    int asked = server.requests().size();

    LoadedRepositories loaded = load(reader(true), place);

    assertEquals("a-1-1.noarch", loaded.index().nevra(0).toString());
    assertEquals(List.of(server.uri("/one/")), loaded.repositories().get(0).mirrors());
    assertEquals(asked, server.requests().size());
  }

  @Test
  void saysThatARepositoryWasNeverReadOffline() {
    Fault fault =
        assertThrows(
            Fault.class, () -> load(reader(true), Baseurl.of(URI.create("https://example.org/"))));

    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.what().contains("'tiny'"), fault::what);
  }

  @Test
  void readsALocalFolderOffline() {
    Path place = newer.writeTo(folder.resolve("local"));

    assertEquals(1, load(reader(true), Baseurl.of(place.toUri())).index().packageCount());
  }

  @Test
  void cancelsWhenInterrupted() {
    serve("/one/", newer);
    Thread.currentThread().interrupt();
    try {
      assertThrows(Cancelled.class, () -> load(online(), Baseurl.of(server.uri("/one/"))));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertFalse(Thread.currentThread().isInterrupted());
  }

  private void serve(String base, TinyRepository repository) {
    for (Map.Entry<String, byte[]> file : repository.files().entrySet()) {
      server.serve(base + file.getKey(), file.getValue());
    }
  }

  private RepositoryLocation metalink(List<TinyRepository> versions, List<String> bases) {
    StringBuilder xml =
        new StringBuilder(
            "<metalink version='3.0' xmlns='http://www.metalinker.org/' xmlns:mm0='mm'><files>"
                + "<file name='repomd.xml'>");
    for (int i = 0; i < versions.size(); i++) {
      byte[] repomd = versions.get(i).file("repodata/repomd.xml");
      String verification =
          "<verification><hash type='md5'>"
              + Digest.Algorithm.MD5.of(repomd).hex()
              + "</hash><hash type='sha512'>"
              + Digest.Algorithm.SHA512.of(repomd).hex()
              + "</hash></verification>";
      xml.append(
          i == 0
              ? verification
              : "<mm0:alternates><mm0:alternate>"
                  + verification
                  + "</mm0:alternate></mm0:alternates>");
    }
    xml.append("<resources><url protocol='rsync' preference='100'>rsync://x/y</url>");
    int preference = 100;
    for (String base : bases) {
      xml.append("<url protocol='http' preference='")
          .append(preference--)
          .append("'>")
          .append(server.uri(base + "repodata/repomd.xml"))
          .append("</url>");
    }
    xml.append("</resources></file></files></metalink>");
    return new RepositoryLocation.Metalink(
        server.serve("/metalink", xml.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static long count(List<String> requests, String path) {
    return requests.stream().filter(path::equals).count();
  }

  private static LoadedRepositories load(RepositoryReader reader, RepositoryLocation place) {
    return reader.load(List.of(RepositorySource.of("tiny", place)), Progress.SILENT);
  }

  private RepositoryReader online() {
    return reader(false);
  }

  private RepositoryReader reader(boolean offline) {
    return new RepositoryReader(
        new Downloader(new ContentStore(folder.resolve("store")), offline, IMPATIENT),
        folder.resolve("cache"));
  }
}
