package org.tmpfsroot.workbench.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.FaultyServer.Misbehaviour;

/** What is fetched from servers that break off, lie, or lead elsewhere. */
class BadServerTest extends ServedDownloads {
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

  /** More of them with {@code -Dbad.downloads=1000}. */
  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("bad.downloads", 60));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endsWholeOrWithAFaultWhateverTheServersDo(long seed) throws IOException {
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

  private void cancelWhenHalf(Download download) throws Exception {
    CompletableFuture<Path> future = new CompletableFuture<>();
    CompletableFuture<Long> come = new CompletableFuture<>();
    Counting counting = new Counting(download.size() / 2, come);
    Thread thread =
        new Thread(
            () -> {
              try {
                future.complete(patient().fetch(download, counting));
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
}
