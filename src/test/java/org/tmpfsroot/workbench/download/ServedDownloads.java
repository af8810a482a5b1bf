package org.tmpfsroot.workbench.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.FaultyServer;

/** A server that misbehaves, a folder to fetch into, and what tests of downloads have in common. */
abstract class ServedDownloads {
  static final byte[] BIG = bytes(3 << 20, 7);
  static final byte[] SMALL = bytes(10_000, 8);
  static final RetryPolicy QUICK =
      new RetryPolicy(4, Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofMillis(400), 1, 4);

  /** For servers that answer, however busy the machine is. */
  static final RetryPolicy UNHURRIED =
      new RetryPolicy(
          2, Duration.ofMillis(1), Duration.ofSeconds(60), Duration.ofSeconds(60), 1, 4);

  @TempDir Path folder;
  final FaultyServer server = FaultyServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  /** Waits as long as it takes. */
  final Downloader patient() {
    return new Downloader(
        new ContentStore(folder),
        false,
        new RetryPolicy(4, Duration.ofMillis(1), Duration.ofSeconds(2), Duration.ofHours(1), 1, 4));
  }

  final Fault fails(Download download) {
    return assertThrows(Fault.class, () -> downloader().fetch(download, Progress.SILENT));
  }

  final Downloader downloader() {
    return new Downloader(new ContentStore(folder), false, QUICK);
  }

  static Download pinned(byte[] content, URI... sources) {
    return Download.pinned("thing", List.of(sources), content.length, Digest.sha256Of(content));
  }

  static byte[] bytes(int size, long seed) {
    byte[] bytes = new byte[size];
    new SplittableRandom(seed).nextBytes(bytes);
    return bytes;
  }

  final void assertNothingIsLeftOver() throws IOException {
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
  static final class Counting implements Progress {
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
        private long known = total;

        @Override
        public synchronized void expect(long nowKnown) {
          known = nowKnown;
        }

        @Override
        public synchronized void advance(long amount) {
          done += amount;
          if (done >= enough) {
            come.complete(done);
          }
        }

        @Override
        public synchronized void close() {
          ended(title + " of " + known + ", done " + done);
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
