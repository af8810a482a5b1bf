package org.tmpfsroot.workbench.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.WorkFolder;
import org.tmpfsroot.workbench.testing.FaultyServer;
import org.tmpfsroot.workbench.testing.FaultyServer.Misbehaviour;

/** What is fetched from sources that do as they should, or are not there. */
class DownloaderTest extends ServedDownloads {
  @Test
  void fetchesWhatItsDigestSays() throws IOException {
    Path file = downloader().fetch(pinned(SMALL, server.serve("/a", SMALL)), Progress.SILENT);
    assertArrayEquals(SMALL, Files.readAllBytes(file));
    assertEquals(List.of("/a"), server.requests());
    assertNothingIsLeftOver();
  }

  @Test
  void asksOnlyOnce() {
    Download download = pinned(SMALL, server.serve("/a", SMALL));
    downloader().fetch(download, Progress.SILENT);
    downloader().fetch(download, Progress.SILENT);
    assertEquals(List.of("/a"), server.requests());
  }

  @Test
  void clearsAwayWhatAKilledProgramHadEndedAlready() throws IOException {
    Download download = pinned(SMALL, server.serve("/a", SMALL));
    Path known = downloader().fetch(download, Progress.SILENT);
    Path work = downloader().store().root().resolve("work");
    Path left = Files.createDirectories(work.resolve(AtomicFile.TEMPORARY_PREFIX + "killed"));
    Files.createFile(left.resolve("owned"));
    Files.writeString(left.resolve("file-1.part"), "half");
    try (WorkFolder busy = downloader().store().work()) {
      assertFalse(Files.exists(left));
      Files.createDirectories(left);
      Files.createFile(left.resolve("owned"));
      Path current = Files.writeString(busy.resolve("file-1"), "whole");
      assertEquals(known, downloader().fetch(download, Progress.SILENT));
      assertTrue(Files.exists(current), "its owner is alive");
    }
    assertNothingIsLeftOver();
  }

  @Test
  void fetchesAnEmptyFile() throws IOException {
    byte[] nothing = new byte[0];
    Path file = downloader().fetch(pinned(nothing, server.serve("/e", nothing)), Progress.SILENT);
    assertEquals(0, Files.size(file));
  }

  @Test
  void takesALocalFileWithoutChangingIt() throws IOException {
    Path source = Files.write(folder.resolve("source"), BIG);
    Path file = downloader().fetch(pinned(BIG, source.toUri()), Progress.SILENT);
    assertArrayEquals(BIG, Files.readAllBytes(file));
    assertArrayEquals(BIG, Files.readAllBytes(source));
    assertEquals(
        Files.getAttribute(source, "unix:ino"), Files.getAttribute(file, "unix:ino"), "linked");
    assertNothingIsLeftOver();
  }

  @Test
  void noticesThatALinkedFileWasWrittenTo() throws IOException {
    Path source = Files.write(folder.resolve("source"), BIG);
    Download download = pinned(BIG, source.toUri());
    downloader().fetch(download, Progress.SILENT);
    Files.write(source, SMALL);
    assertFalse(downloader().store().find(download.digest().orElseThrow()).isPresent());
    Fault fault = fails(download);
    assertTrue(fault.why().contains("has 10000 bytes, but 3145728 were promised"), fault.why());
  }

  @Test
  void saysWhatIsWrongWithALocalFile() throws IOException {
    URI missing = folder.resolve("missing").toUri();
    assertEquals(missing + " is not there", fails(pinned(SMALL, missing)).why());
    Path half = Files.write(folder.resolve("half"), Arrays.copyOf(SMALL, 5000));
    assertEquals(
        half.toUri() + " has 5000 bytes, but 10000 were promised",
        fails(pinned(SMALL, half.toUri())).why());
    byte[] changed = SMALL.clone();
    changed[9] ^= 1;
    Path other = Files.write(folder.resolve("other"), changed);
    assertTrue(fails(pinned(SMALL, other.toUri())).why().contains("not the promised sha256:"));
    assertNothingIsLeftOver();
  }

  @Test
  void offlineTouchesNoNetwork() throws IOException {
    Downloader offline = new Downloader(new ContentStore(folder.resolve("store")), true, QUICK);
    URI uri = server.serve("/a", SMALL);
    Fault fault =
        assertThrows(Fault.class, () -> offline.fetch(pinned(SMALL, uri), Progress.SILENT));
    assertTrue(fault.why().contains("not in the cache"), fault.why());
    assertEquals(List.of(), server.requests());

    Path source = Files.write(folder.resolve("source"), SMALL);
    assertArrayEquals(
        SMALL,
        Files.readAllBytes(offline.fetch(pinned(SMALL, uri, source.toUri()), Progress.SILENT)));
    assertArrayEquals(
        SMALL, Files.readAllBytes(offline.fetch(pinned(SMALL, uri), Progress.SILENT)));
  }

  @Test
  void fetchesManyAtOnceAndTellsAllBytes() throws IOException {
    List<Download> downloads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte[] content = bytes(1000 + i * 977, i);
      downloads.add(
          pinned(
              content,
              server.serve(
                  "/f" + i,
                  content,
                  i % 3 == 0
                      ? new Misbehaviour[] {Misbehaviour.HALF_A_BODY}
                      : new Misbehaviour[0])));
    }
    Counting counting = new Counting();
    Map<Download, Path> files = downloader().fetchAll(downloads, counting);
    assertEquals(downloads, List.copyOf(files.keySet()));
    long sum = 0;
    for (Map.Entry<Download, Path> entry : files.entrySet()) {
      assertEquals(entry.getKey().digest().orElseThrow(), Digest.sha256Of(entry.getValue()));
      sum += Files.size(entry.getValue());
    }
    String all = "fetching 40 files of " + sum + ", done " + sum;
    assertEquals(all, counting.lines().get(40), "all together, after each on its own");
  }

  @Test
  void oneFailureStopsTheOthers() throws IOException {
    Download silent =
        pinned(BIG, server.serve("/silent", BIG, Misbehaviour.HALF_A_BODY_THEN_SILENT));
    Download missing = pinned(SMALL, server.uri("/missing"));
    Fault fault =
        assertThrows(
            Fault.class, () -> patient().fetchAll(List.of(silent, missing), Progress.SILENT));
    assertTrue(fault.why().contains("/missing answered 404"), fault.why());
  }

  @Test
  void twoProgramsFetchOneFileOnce() throws Exception {
    Download download = pinned(BIG, server.serve("/a", BIG));
    List<CompletableFuture<Path>> both =
        Stream.generate(
                () ->
                    CompletableFuture.supplyAsync(
                        () -> downloader().fetch(download, Progress.SILENT)))
            .limit(4)
            .toList();
    for (CompletableFuture<Path> one : both) {
      assertArrayEquals(BIG, Files.readAllBytes(one.get()));
    }
    assertEquals(List.of("/a"), server.requests());
  }

  @Test
  void smallFilesAreBounded() {
    URI uri = server.serve("/a", SMALL);
    assertArrayEquals(SMALL, downloader().fetchBytes("a", List.of(uri), 10_000, Progress.SILENT));
    Fault fault =
        assertThrows(
            Fault.class, () -> downloader().fetchBytes("a", List.of(uri), 9_999, Progress.SILENT));
    assertTrue(fault.why().contains("more than 9999 are not taken"), fault.why());
  }

  /** A mirror that lags behind says nothing about the others, however many there are. */
  @Test
  void isLookedForUntilOneSourceHasIt() {
    List<URI> lagging = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      lagging.add(server.uri("/lagging-" + i));
    }
    List<URI> sources = new ArrayList<>(lagging);
    sources.add(server.serve("/there", SMALL));
    sources.add(server.serve("/not-asked", SMALL));
    Download there = pinned(SMALL, sources.toArray(URI[]::new));
    Download gone = pinned(BIG, lagging.toArray(URI[]::new));
    assertEquals(
        Map.of(there, Presence.WHOLE, gone, Presence.GONE),
        downloader().presence(List.of(there, gone), Progress.SILENT));
    assertTrue(server.requests().contains("/there"), () -> server.requests().toString());
    assertFalse(server.requests().contains("/not-asked"), () -> server.requests().toString());
  }

  @Test
  void isLookedForBehindServersThatAreGone() {
    FaultyServer gone = FaultyServer.start();
    List<Download> downloads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      downloads.add(pinned(SMALL, gone.uri("/a" + i), server.serve("/a" + i, SMALL)));
    }
    gone.close();
    assertEquals(
        Set.of(Presence.WHOLE),
        Set.copyOf(downloader().presence(downloads, Progress.SILENT).values()));
    assertEquals(
        List.of(Presence.UNREACHABLE),
        List.copyOf(
            downloader()
                .presence(List.of(pinned(SMALL, gone.uri("/a"))), Progress.SILENT)
                .values()));
  }
}
