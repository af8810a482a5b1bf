package org.tmpfsroot.workbench.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.LockFile;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.SmallDisk;

class RunnerTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private final List<String> worked = new ArrayList<>();
  private final List<String> events = new ArrayList<>();

  /** Writes its text, and what it takes, into one file. */
  private record Writing(String id, String text, List<String> takesFrom, List<String> worked)
      implements Step {
    @Override
    public String title() {
      return "writing " + text;
    }

    @Override
    public StepKey key() {
      return StepKey.of(id, 1).with("text", text);
    }

    @Override
    public void run(StepRun run) throws IOException {
      worked.add(id);
      StringBuilder content = new StringBuilder(text);
      for (String from : takesFrom) {
        content.append('+').append(Files.readString(run.input(from).resolve("file")));
      }
      Files.writeString(run.scratch().resolve("unneeded"), "x");
      Files.writeString(run.output().resolve("file"), content);
      run.log().line("wrote " + content);
      if (text.equals("hook fails")) {
        throw Fault.session("the hook failed", "exit status 1", "look at it");
      }
      if (text.equals("disk fails")) {
        throw new IOException("No space left on device");
      }
      if (text.equals("cancelled")) {
        Thread.currentThread().interrupt();
        Cancelled.check();
      }
    }
  }

  @AfterEach
  void forgetInterrupt() {
    Thread.interrupted();
  }

  @Test
  void secondRunDoesNothing() throws IOException {
    assertEquals("c+b+a+a", product(run(plan("a", "b", "c"))));
    assertEquals(List.of("a", "b", "c"), worked);
    worked.clear();
    assertEquals("c+b+a+a", product(run(plan("a", "b", "c"))));
    assertEquals(List.of(), worked);
    assertEquals(
        List.of(
            "started a",
            "done a",
            "started b",
            "done b",
            "started c",
            "done c",
            "reused a",
            "reused b",
            "reused c"),
        events);
  }

  @Test
  void onlyWhatDependsOnAChangeIsDoneAgain() throws IOException {
    run(plan("a", "b", "c"));
    worked.clear();
    assertEquals("c+B+a+a", product(run(plan("a", "B", "c"))));
    assertEquals(List.of("b", "c"), worked);
    worked.clear();
    assertEquals("c+b+a+a", product(run(plan("a", "b", "c"))));
    assertEquals(List.of(), worked, "what was known stays known");
  }

  @Test
  void planTellsWhatIsKnownBeforeAnythingRuns() {
    run(plan("a", "b", "c"));
    BuildCache cache = cache();
    List<Boolean> known =
        plan("a", "B", "c").steps().stream().map(step -> cache.find(step).isPresent()).toList();
    assertEquals(List.of(true, false, false), known);
  }

  @Test
  void keysDifferInWords() {
    StepKey before = plan("a", "b", "c").steps().get(1).key();
    StepKey now = plan("a", "B", "c").steps().get(1).key();
    assertEquals(List.of("- text b", "+ text B"), now.differenceFrom(before));
  }

  @Test
  void rangeEndsAndBeginsWhereTold() {
    run(plan("a", "b", "c"), new RunRange(Optional.empty(), Optional.of("b")));
    assertEquals(List.of("a", "b"), worked);
    worked.clear();
    run(plan("a", "b", "c"), new RunRange(Optional.of("b"), Optional.empty()));
    assertEquals(List.of("b", "c"), worked);
    Fault fault =
        assertThrows(
            Fault.class,
            () -> run(plan("a", "b", "c"), new RunRange(Optional.of("bb"), Optional.empty())));
    assertEquals(ExitCode.USAGE, fault.exitCode());
    assertEquals("did you mean 'b'?", fault.why());
  }

  @Test
  void aDamagedEntryIsMadeAgain() throws IOException {
    RunOutcome outcome = run(plan("a", "b", "c"));
    worked.clear();
    Files.writeString(outcome.output("b").orElseThrow().resolve("file"), "spoilt");
    assertEquals("c+b+a+a", product(run(plan("a", "b", "c"))));
    assertEquals(List.of("b"), worked);
    worked.clear();
    Files.writeString(outcome.output("a").orElseThrow().resolve("more"), "x");
    run(plan("a", "b", "c"));
    assertEquals(List.of("a"), worked);
    worked.clear();
    Files.writeString(outcome.output("a").orElseThrow().resolveSibling("files"), "nonsense");
    run(plan("a", "b", "c"));
    assertEquals(List.of("a"), worked);
  }

  @Test
  void aFailedStepIsKeptAndTheRestGoesOnLater() throws IOException {
    Fault fault = assertThrows(Fault.class, () -> run(plan("a", "hook fails", "c")));
    assertEquals("the hook failed", fault.what());
    RunRecord record = new RunHistory(cache()).last("gateway").orElseThrow();
    assertEquals(StepState.FAILED, record.state());
    assertEquals("the hook failed: exit status 1", record.failure());
    assertEquals(
        List.of(StepState.DONE, StepState.FAILED, StepState.WAITING),
        record.steps().stream().map(RunRecord.StepRecord::state).toList());
    Path log = record.steps().get(1).log();
    assertEquals(
        List.of(
            "03:04:05.000 writing hook fails",
            "03:04:05.000 wrote hook fails+a",
            "03:04:05.000 failed: the hook failed: exit status 1"),
        Files.readAllLines(log));
    assertEquals("hook fails+a", Files.readString(log.resolveSibling("output").resolve("file")));
    assertTrue(Files.exists(log.resolveSibling("scratch").resolve("unneeded")));

    worked.clear();
    run(plan("a", "b", "c"));
    assertEquals(List.of("b", "c"), worked);
    assertFalse(
        Files.exists(log.resolveSibling("output")), "the next run clears what the last one left");
    assertTrue(Files.exists(log), "but not what was said");
  }

  @Test
  void whatDoesNotFitOnTheDiskIsNotKept() throws IOException {
    Fault fault = assertThrows(Fault.class, () -> run(plan("a", "disk fails", "c")));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertEquals("No space left on device", fault.why());
    Path log = new RunHistory(cache()).last("gateway").orElseThrow().steps().get(1).log();
    assertTrue(Files.exists(log));
    assertFalse(Files.exists(log.resolveSibling("output")));
    assertNothingAtWork();
  }

  @Test
  void cancellingLeavesNothingHalfDone() throws IOException {
    assertThrows(Cancelled.class, () -> run(plan("a", "cancelled", "c")));
    assertTrue(Thread.interrupted());
    RunRecord record = new RunHistory(cache()).last("gateway").orElseThrow();
    assertEquals(StepState.CANCELLED, record.state());
    assertEquals(StepState.CANCELLED, record.steps().get(1).state());
    assertNothingAtWork();
    worked.clear();
    run(plan("a", "b", "c"));
    assertEquals(List.of("b", "c"), worked);
  }

  @Test
  void aRunThatWasKilledIsNotTakenForOneThatGoesOn() throws IOException {
    assertThrows(Fault.class, () -> run(plan("a", "hook fails", "c")));
    RunHistory history = new RunHistory(cache());
    RunRecord failed = history.last("gateway").orElseThrow();
    Path folder = this.folder.resolve("cache/runs/gateway").resolve(failed.id());
    RunRecord going = failed.ended(StepState.RUNNING, failed.took(), "");
    history.write(folder, going);
    RunRecord killed = history.last("gateway").orElseThrow();
    assertEquals(StepState.CANCELLED, killed.state());
    assertEquals("the program was killed", killed.failure());

    LockFile alive = RunHistory.alive(folder).orElseThrow();
    assertEquals(StepState.RUNNING, history.last("gateway").orElseThrow().state());
    alive.close();
  }

  @Test
  void twoRunsAtOnceDoEachStepOnce() {
    List<CompletableFuture<RunOutcome>> both =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> run(plan("a", "b", "c"))))
            .limit(2)
            .toList();
    both.forEach(CompletableFuture::join);
    assertEquals(List.of("a", "b", "c"), worked);
  }

  @Test
  void logsShowNoTerminalEscapes() throws IOException {
    run(plan("a\u001b[31m", "b", "c"));
    Path log = new RunHistory(cache()).last("gateway").orElseThrow().steps().get(0).log();
    assertTrue(Files.readString(log).contains("wrote a\\x1b[31m\n"));
  }

  @Test
  void keepsTheLastTwentyRuns() {
    for (int i = 0; i < 23; i++) {
      run(plan("a", "b", "c"));
    }
    assertEquals(20, new RunHistory(cache()).of("gateway").size());
  }

  @Test
  void publishesInOneMove() throws IOException {
    Path file = productFile(run(plan("a", "b", "c")));
    Path target = Files.writeString(folder.resolve("out"), "old");
    Publication.of(file, Digest.sha256Of(file)).publish(target, Progress.SILENT);
    assertEquals("c+b+a+a", Files.readString(target));
    Files.writeString(target, "the user's own");
    worked.clear();
    assertEquals("c+b+a+a", product(run(plan("a", "b", "c"))));
    assertEquals(List.of("c"), worked, "the cache noticed");
    assertEquals("the user's own", Files.readString(target));
    assertThrows(
        Fault.class,
        () -> Publication.of(file, Digest.sha256Of(file)).publish(folder, Progress.SILENT));
  }

  @Test
  @RequiresPeer({"mount", "umount"})
  void whatDoesNotFitWhereItIsWantedLeavesNothingThere() throws IOException {
    Path file = Files.write(folder.resolve("product"), new byte[2 << 20]);
    Path place = Files.createDirectory(folder.resolve("small"));
    try (SmallDisk disk = SmallDisk.mount(place, 1 << 20)) {
      Path target = Files.writeString(disk.path().resolve("out"), "old");
      Fault fault =
          assertThrows(
              Fault.class,
              () -> Publication.of(file, Digest.sha256Of(file)).publish(target, Progress.SILENT));
      assertEquals(ExitCode.WORLD, fault.exitCode());
      assertEquals("No space left on device", fault.why());
      assertEquals("old", Files.readString(target));
      try (Stream<Path> left = Files.list(place)) {
        assertEquals(List.of(target), left.toList());
      }
    }
  }

  private Plan plan(String a, String b, String c) {
    return Plan.of(
        List.of(
            new Writing("a", a, List.of(), worked),
            new Writing("b", b, List.of("a"), worked),
            new Writing("c", c, List.of("b", "a"), worked)),
        Plan.Product.of("c", "file"));
  }

  private BuildCache cache() {
    return new BuildCache(folder.resolve("cache"));
  }

  private RunOutcome run(Plan plan) {
    return run(plan, RunRange.ALL);
  }

  private RunOutcome run(Plan plan, RunRange range) {
    return new Runner(cache(), CLOCK)
        .run(RunRequest.of("gateway", plan).withRange(range), this::heard, Progress.SILENT);
  }

  private synchronized void heard(BuildEvent event) {
    if (event instanceof BuildEvent.Started started) {
      events.add("started " + started.stepId());
    } else if (event instanceof BuildEvent.Done done) {
      events.add("done " + done.stepId());
    } else if (event instanceof BuildEvent.Reused reused) {
      events.add("reused " + reused.stepId());
    } else if (event instanceof BuildEvent.Stopped stopped) {
      events.add("stopped " + stopped.stepId());
    }
  }

  private static String product(RunOutcome outcome) throws IOException {
    return Files.readString(productFile(outcome));
  }

  private static Path productFile(RunOutcome outcome) {
    return outcome.product().orElseThrow();
  }

  /** That no run left more than what was said. */
  private void assertNothingAtWork() throws IOException {
    try (Stream<Path> left = Files.walk(folder.resolve("cache"))) {
      assertEquals(
          List.of(),
          left.filter(
                  path ->
                      path.getFileName().toString().startsWith(".wb-tmp-")
                          || (path.startsWith(folder.resolve("cache/runs"))
                              && List.of("output", "scratch")
                                  .contains(path.getFileName().toString())))
              .toList());
    }
  }
}
