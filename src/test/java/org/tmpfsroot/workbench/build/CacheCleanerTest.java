package org.tmpfsroot.workbench.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.LockFile;
import org.tmpfsroot.workbench.io.Progress;

class CacheCleanerTest {
  private static final int SIZE = 1000;

  @TempDir Path folder;
  private final List<String> worked = new ArrayList<>();

  /** Gives a file of 1,000 bytes. */
  private record Giving(String id, String text, List<String> worked) implements Step {
    @Override
    public String title() {
      return "giving " + text;
    }

    @Override
    public List<String> takesFrom() {
      return List.of();
    }

    @Override
    public StepKey key() {
      return StepKey.of(id, 1).with("text", text);
    }

    @Override
    public void run(StepRun run) throws IOException {
      worked.add(id);
      Files.writeString(run.output().resolve("file"), text + "x".repeat(SIZE - text.length()));
    }
  }

  private BuildCache cache(long limit) {
    return new BuildCache(folder.resolve("cache"), limit);
  }

  private RunOutcome run(long limit, String a, String b) {
    Plan plan =
        Plan.of(
            List.of(new Giving("a", a, worked), new Giving("b", b, worked)),
            Plan.Product.of("b", "file"));
    return new Runner(cache(limit), Clock.systemUTC())
        .run(RunRequest.of("s", plan), event -> {}, Progress.SILENT);
  }

  private CacheCleaner cleaner() {
    return new CacheCleaner(cache(Long.MAX_VALUE));
  }

  private static void usedBefore(RunOutcome outcome, String step, Duration age) throws IOException {
    Path key = outcome.output(step).orElseThrow().resolveSibling("key");
    Files.setLastModifiedTime(key, FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void removesWhatWasNotOfUseForLong() throws IOException {
    RunOutcome outcome = run(Long.MAX_VALUE, "a", "b");
    usedBefore(outcome, "a", Duration.ofDays(31));
    List<CacheCleaner.Kept> found = cleaner().unusedSince(Instant.now().minus(Duration.ofDays(30)));
    assertEquals(List.of("a"), found.stream().map(CacheCleaner.Kept::stepId).toList());
    assertEquals(SIZE, found.get(0).bytes());
    assertTrue(Files.exists(outcome.output("a").orElseThrow()), "only looked for");
    assertEquals(found, cleaner().remove(found));
    assertFalse(Files.exists(outcome.output("a").orElseThrow()));
    worked.clear();
    run(Long.MAX_VALUE, "a", "b");
    assertEquals(List.of("a"), worked);
  }

  @Test
  void whatHasBecomeOfUseSinceItWasFoundStays() throws IOException {
    RunOutcome outcome = run(Long.MAX_VALUE, "a", "b");
    usedBefore(outcome, "a", Duration.ofDays(31));
    List<CacheCleaner.Kept> found = cleaner().unusedSince(Instant.now().minus(Duration.ofDays(30)));
    run(Long.MAX_VALUE, "a", "b");
    assertEquals(List.of(), cleaner().remove(found));
  }

  @Test
  void aRunThatGoesOnKeepsWhatItUsed() throws IOException {
    run(Long.MAX_VALUE, "a", "b");
    Path runs = folder.resolve("cache/runs/s");
    Path last;
    try (java.util.stream.Stream<Path> all = Files.list(runs)) {
      last = all.findFirst().orElseThrow();
    }
    RunHistory history = new RunHistory(cache(0));
    RunRecord record = history.last("s").orElseThrow();
    history.write(last, record.ended(StepState.RUNNING, Duration.ZERO, ""));
    LockFile alive = RunHistory.alive(last).orElseThrow();
    try {
      assertEquals(List.of(), cleaner().unusedSince(Instant.MAX));
      assertEquals(List.of(), cleaner().beyond(0, Instant.MAX));
    } finally {
      alive.close();
    }
    assertEquals(2, cleaner().unusedSince(Instant.MAX).size());
  }

  @Test
  void aRunKeepsTheCacheWithinItsLimitButForWhatItUsedItself() throws IOException {
    for (int i = 0; i < 5; i++) {
      RunOutcome outcome = run(Long.MAX_VALUE, "a" + i, "b" + i);
      usedBefore(outcome, "a", Duration.ofHours(20 - i));
      usedBefore(outcome, "b", Duration.ofHours(10 - i));
    }
    assertEquals(10, cleaner().kept().size());
    run(5 * SIZE, "new", "b4");
    List<CacheCleaner.Kept> kept = cleaner().kept();
    assertEquals(5, kept.size());
    assertTrue(kept.stream().anyMatch(each -> each.folder().toString().contains("/a/")));
    for (CacheCleaner.Kept each : kept) {
      Files.setLastModifiedTime(
          each.folder().resolve("key"), FileTime.from(Instant.now().minusSeconds(60)));
    }
    worked.clear();
    run(0, "new", "b5");
    assertEquals(List.of("b"), worked);
    assertEquals(2, cleaner().kept().size(), "what the run used is beyond the limit, and stays");
  }
}
