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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.FaultyServer;
import org.tmpfsroot.workbench.testing.FaultyServer.Misbehaviour;

class DownloaderTest {
  private static final byte[] BIG = bytes(3 << 20, 7);
  private static final byte[] SMALL = bytes(10_000, 8);
  private static final RetryPolicy QUICK =
      new RetryPolicy(4, Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofMillis(400), 1, 4);

  @TempDir Path folder;
  private final FaultyServer server = FaultyServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

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
  void fetchesAnEmptyFile() throws IOException {
    byte[] nothing = new byte[0];
    Path file = downloader().fetch(pinned(nothing, server.serve("/e", nothing)), Progress.SILENT);
    assertEquals(0, Files.size(file));
  }

  @ParameterizedTest
  @EnumSource(
      value = Misbehaviour.class,
      names = {
        "BROKEN",
        "CLOSED_WITHOUT_ANSWER",
        "SILENT",
        "HALF_A_BODY",
        "HALF_A_BODY_WITHOUT_LENGTH",
        "HALF_A_BODY_THEN_SILENT"
      })
  void triesAgainAfter(Misbehaviour misbehaviour) throws IOException {
    Path file =
        downloader().fetch(pinned(BIG, server.serve("/a", BIG, misbehaviour)), Progress.SILENT);
    assertArrayEquals(BIG, Files.readAllBytes(file));
    assertNothingIsLeftOver();
  }

  @ParameterizedTest
  @EnumSource(
      value = Misbehaviour.class,
      names = {"RANGE_IGNORED", "NEW_VERSION"},
      mode = EnumSource.Mode.EXCLUDE)
  void goesToAnotherMirrorAfter(Misbehaviour misbehaviour) throws IOException {
    URI bad =
        server.serve(
            "/bad", BIG, Stream.generate(() -> misbehaviour).limit(8).toArray(Misbehaviour[]::new));
    Path file = downloader().fetch(pinned(BIG, bad, server.serve("/good", BIG)), Progress.SILENT);
    assertArrayEquals(BIG, Files.readAllBytes(file));
    assertNothingIsLeftOver();
  }

  @Test
  void goesOnWhereItBrokeOff() throws IOException {
    URI uri = server.serve("/a", BIG, Misbehaviour.HALF_A_BODY);
    assertArrayEquals(
        BIG, Files.readAllBytes(downloader().fetch(pinned(BIG, uri), Progress.SILENT)));
    assertEquals(2, server.requests().size());
    assertTrue(server.requests().get(1).startsWith("/a bytes="), server.requests().get(1));
  }

  @Test
  void beginsAnewWhenTheServerIgnoresTheRange() throws IOException {
    URI uri = server.serve("/a", BIG, Misbehaviour.HALF_A_BODY, Misbehaviour.RANGE_IGNORED);
    assertArrayEquals(
        BIG, Files.readAllBytes(downloader().fetch(pinned(BIG, uri), Progress.SILENT)));
  }

  @Test
  void neverMixesTwoVersionsOfAnUnpinnedFile() throws IOException {
    URI uri = server.serve("/a", BIG, Misbehaviour.HALF_A_BODY, Misbehaviour.NEW_VERSION);
    byte[] changed = BIG.clone();
    changed[0] ^= 1;
    Path file = downloader().fetch(Download.unpinned("a", List.of(uri)), Progress.SILENT);
    assertArrayEquals(changed, Files.readAllBytes(file));
  }

  @Test
  void goesOnWithAPartOfAnotherRun() throws Exception {
    URI uri = server.serve("/a", BIG, Misbehaviour.HALF_A_BODY_THEN_SILENT);
    cancelWhenHalf(pinned(BIG, uri));
    Path part = only(folder.resolve("partial"));
    assertTrue(Files.size(part) > 0 && Files.size(part) < BIG.length, () -> part.toString());

    assertArrayEquals(
        BIG, Files.readAllBytes(downloader().fetch(pinned(BIG, uri), Progress.SILENT)));
    assertTrue(server.requests().get(1).startsWith("/a bytes="), server.requests().get(1));
    assertNothingIsLeftOver();
  }

  @Test
  void fetchesAgainWhenTheKeptPartIsBad() throws Exception {
    URI uri = server.serve("/a", BIG, Misbehaviour.HALF_A_BODY_THEN_SILENT);
    cancelWhenHalf(pinned(BIG, uri));
    Path part = only(folder.resolve("partial"));
    byte[] spoilt = Files.readAllBytes(part);
    spoilt[5] ^= 1;
    Files.write(part, spoilt);

    assertArrayEquals(
        BIG, Files.readAllBytes(downloader().fetch(pinned(BIG, uri), Progress.SILENT)));
    assertNothingIsLeftOver();
  }

  @Test
  void cancellingAtOnceLeavesNoSmallPart() throws Exception {
    URI uri = server.serve("/a", SMALL, Misbehaviour.HALF_A_BODY_THEN_SILENT);
    cancelWhenHalf(pinned(SMALL, uri));
    assertNothingIsLeftOver();
  }

  @ParameterizedTest
  @EnumSource(
      value = Misbehaviour.class,
      names = {"RANGE_IGNORED", "NEW_VERSION", "WRONG_RANGE"},
      mode = EnumSource.Mode.EXCLUDE)
  void namesAddressAndReasonAfterNothingBut(Misbehaviour misbehaviour) throws IOException {
    URI uri =
        server.serve(
            "/a", SMALL, Stream.generate(() -> misbehaviour).limit(8).toArray(Misbehaviour[]::new));
    Fault fault =
        assertThrows(Fault.class, () -> downloader().fetch(pinned(SMALL, uri), Progress.SILENT));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.what().contains("thing"), fault.what());
    assertTrue(fault.why().startsWith(uri + " "), fault.why());
    String reason =
        switch (misbehaviour) {
          case NOT_FOUND -> "answered 404";
          case BROKEN -> "answered 500";
          case CLOSED_WITHOUT_ANSWER -> "closed the connection without an answer";
          case SILENT -> "did not answer";
          case HALF_A_BODY -> "broke off";
          case HALF_A_BODY_WITHOUT_LENGTH -> "ended after";
          case HALF_A_BODY_THEN_SILENT -> "sent only";
          case ONE_BYTE_CHANGED -> "not the promised sha256:";
          case WRONG_LENGTH -> "has 10007 bytes, but 10000 were promised";
          default -> throw new AssertionError(misbehaviour);
        };
    assertTrue(fault.why().contains(reason), fault.why());
    assertNothingIsLeftOver();
  }

  @Test
  void refusesAHalfFileThatNothingElseTells() {
    URI uri =
        server.serve("/a", SMALL, Misbehaviour.HALF_A_BODY_WITHOUT_LENGTH, Misbehaviour.NOT_FOUND);
    Fault fault =
        assertThrows(
            Fault.class,
            () -> downloader().fetch(Download.unpinned("a", List.of(uri)), Progress.SILENT));
    assertTrue(fault.why().contains("does not say how long"), fault.why());
  }

  @Test
  void followsARedirect() throws IOException {
    server.serve("/b", SMALL);
    URI uri = server.redirect("/a", "/b");
    assertArrayEquals(
        SMALL, Files.readAllBytes(downloader().fetch(pinned(SMALL, uri), Progress.SILENT)));
  }

  @Test
  void stopsFollowingCircles() {
    server.redirect("/b", "/a");
    Fault fault = fails(Download.unpinned("a", List.of(server.redirect("/a", "/b"))));
    assertTrue(fault.why().contains("leads on and on"), fault.why());
    assertTrue(server.requests().size() < 12, () -> server.requests().toString());
  }

  @Test
  void isNotLedToAFile() throws IOException {
    Path secret = Files.write(folder.resolve("secret"), SMALL);
    Fault fault = fails(pinned(SMALL, server.redirect("/a", secret.toUri().toString())));
    assertTrue(fault.why().contains("which is not followed"), fault.why());
  }

  @Test
  void isNotLedAwayFromTlsUnlessTheDigestIsKnown() throws Exception {
    URI safe = URI.create("https://mirror.test/a");
    URI open = URI.create("http://mirror.test/a");
    assertThrows(SourceFailure.class, () -> HttpSource.checked(safe, open, false));
    assertEquals(open, HttpSource.checked(safe, open, true));
    assertEquals(open, HttpSource.checked(open, open, false));
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
    Downloader patient =
        new Downloader(
            new ContentStore(folder),
            false,
            new RetryPolicy(
                4, Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofHours(1), 1, 4));
    Fault fault =
        assertThrows(
            Fault.class, () -> patient.fetchAll(List.of(silent, missing), Progress.SILENT));
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

  @RepeatedTest(60)
  void endsWholeOrWithAFaultWhateverTheServersDo(RepetitionInfo repetition) throws IOException {
    long seed = repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(seed);
    byte[] content = bytes(1 + random.nextInt(2 << 20), seed);
    Misbehaviour[] all = Misbehaviour.values();
    URI[] sources =
        Stream.iterate(0, i -> i + 1)
            .limit(1 + random.nextInt(3))
            .map(
                i ->
                    server.serve(
                        "/" + i,
                        content,
                        Stream.generate(() -> all[random.nextInt(all.length)])
                            .filter(
                                m ->
                                    m != Misbehaviour.SILENT
                                        && m != Misbehaviour.NEW_VERSION
                                        && m != Misbehaviour.HALF_A_BODY_THEN_SILENT)
                            .limit(random.nextInt(4))
                            .toArray(Misbehaviour[]::new)))
            .toArray(URI[]::new);
    try {
      Path file = downloader().fetch(pinned(content, sources), Progress.SILENT);
      assertArrayEquals(content, Files.readAllBytes(file), "seed " + seed);
    } catch (Fault fault) {
      assertEquals(ExitCode.WORLD, fault.exitCode(), "seed " + seed);
      assertTrue(downloader().store().find(Digest.sha256Of(content)).isEmpty(), "seed " + seed);
    }
  }

  private Fault fails(Download download) {
    return assertThrows(Fault.class, () -> downloader().fetch(download, Progress.SILENT));
  }

  private Downloader downloader() {
    return new Downloader(new ContentStore(folder), false, QUICK);
  }

  private void cancelWhenHalf(Download download) throws Exception {
    Downloader patient =
        new Downloader(
            new ContentStore(folder),
            false,
            new RetryPolicy(
                4, Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofHours(1), 1, 4));
    CompletableFuture<Path> future = new CompletableFuture<>();
    CompletableFuture<Long> come = new CompletableFuture<>();
    Counting counting = new Counting(download.size() / 2, come);
    Thread thread =
        new Thread(
            () -> {
              try {
                future.complete(patient.fetch(download, counting));
              } catch (RuntimeException e) {
                future.completeExceptionally(e);
              }
            });
    thread.start();
    come.get();
    thread.interrupt();
    ExecutionException thrown = assertThrows(ExecutionException.class, future::get);
    assertTrue(thrown.getCause() instanceof Cancelled, () -> String.valueOf(thrown.getCause()));
  }

  private static Download pinned(byte[] content, URI... sources) {
    return Download.pinned("thing", List.of(sources), content.length, Digest.sha256Of(content));
  }

  private static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  private static Path only(Path parent) throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files
          .reduce(
              (a, b) -> {
                throw new AssertionError(a + " and " + b);
              })
          .orElseThrow();
    }
  }

  private void assertNothingIsLeftOver() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(
          List.of(),
          files
              .map(Path::toString)
              .filter(name -> name.contains(".wb-tmp-") || name.endsWith(".part"))
              .toList());
    }
  }

  /** Adds up what is told, and says when enough has come. */
  private static final class Counting implements Progress {
    private final List<String> lines = new ArrayList<>();
    private final long enough;
    private final CompletableFuture<Long> come;

    Counting() {
      this(Long.MAX_VALUE, new CompletableFuture<>());
    }

    Counting(long enough, CompletableFuture<Long> come) {
      this.enough = enough;
      this.come = come;
    }

    @Override
    public Task begin(String title, long total) {
      return new Task() {
        private long done;

        @Override
        public synchronized void advance(long amount) {
          done += amount;
          if (done >= enough) {
            come.complete(done);
          }
        }

        @Override
        public synchronized void close() {
          ended(title + " of " + total + ", done " + done);
        }
      };
    }

    @Override
    public void note(String line) {}

    private synchronized void ended(String line) {
      lines.add(line);
    }

    synchronized List<String> lines() {
      return List.copyOf(lines);
    }
  }
}
