package org.tmpfsroot.workbench.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/**
 * Steps that fetch begin with the run, whatever is before them; one that verifies begins when there
 * is something to look at.
 */
@Timeout(120)
class StepsAheadTest {
  @TempDir Path folder;
  private final CountDownLatch aBegan = new CountDownLatch(1);
  private final CountDownLatch bBegan = new CountDownLatch(1);
  private final CountDownLatch bEnded = new CountDownLatch(1);
  private final List<String> events = new ArrayList<>();

  /** What a step does. */
  private interface Doing {
    void run(StepRun run) throws IOException;
  }

  private enum Kind {
    PLAIN,
    FETCHES,
    VERIFIES
  }

  private record Scripted(String id, Kind kind, List<String> takesFrom, Doing doing)
      implements Step {
    @Override
    public boolean fetches() {
      return kind == Kind.FETCHES;
    }

    @Override
    public boolean verifies() {
      return kind == Kind.VERIFIES;
    }

    @Override
    public String title() {
      return "doing " + id;
    }

    @Override
    public StepKey key() {
      return StepKey.of(id, 1);
    }

    @Override
    public void run(StepRun run) throws IOException {
      doing.run(run);
      Files.writeString(run.output().resolve("file"), id);
    }
  }

  @AfterEach
  void forgetInterrupt() {
    Thread.interrupted();
  }

  /** Waits as a download does: an interrupt ends it. */
  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    }
  }

  private static void awaitForEver() {
    await(new CountDownLatch(1));
  }

  private static Doing hanging(CountDownLatch began) {
    return run -> {
      began.countDown();
      awaitForEver();
    };
  }

  /** The plan {@code first}, {@code a}, {@code b}, {@code last}, of which the middle ones fetch. */
  private Plan plan(Doing first, Doing a, Doing b) {
    return Plan.of(
        List.of(
            new Scripted("first", Kind.PLAIN, List.of(), first),
            new Scripted("a", Kind.FETCHES, List.of(), a),
            new Scripted("b", Kind.FETCHES, List.of(), b),
            new Scripted("last", Kind.PLAIN, List.of("a", "b", "first"), run -> {})),
        Plan.Product.of("last", "file"));
  }

  private RunOutcome run(Plan plan, RunRange range) {
    return new Runner(new BuildCache(folder.resolve("cache")), Clock.systemUTC())
        .run(RunRequest.of("gateway", plan).withRange(range), this::heard, Progress.SILENT);
  }

  private void heard(BuildEvent event) {
    if (event instanceof BuildEvent.Started started) {
      events.add("started " + started.stepId());
    } else if (event instanceof BuildEvent.Done done) {
      events.add("done " + done.stepId());
    } else if (event instanceof BuildEvent.Finding finding) {
      events.add(finding.stepId() + " found " + finding.subject());
    } else if (event instanceof BuildEvent.Failed failed) {
      events.add("failed " + failed.stepId());
    } else if (event instanceof BuildEvent.Interrupted interrupted) {
      events.add("interrupted " + interrupted.stepId());
    } else if (event instanceof BuildEvent.RunEnded ended) {
      events.add("run " + ended.state());
    }
  }

  private RunRecord lastRun() {
    return new RunHistory(new BuildCache(folder.resolve("cache"))).last("gateway").orElseThrow();
  }

  private static List<StepState> states(RunRecord run) {
    return run.steps().stream().map(RunRecord.StepRecord::state).toList();
  }

  @Test
  void theyWorkBesideEachOtherAndAreToldInOrder() {
    Plan plan =
        plan(
            run -> await(bEnded),
            run -> {
              aBegan.countDown();
              await(bEnded);
              run.warn("x", "is odd");
            },
            run -> {
              await(aBegan);
              bEnded.countDown();
            });
    run(plan, RunRange.ALL);
    assertEquals(
        List.of(
            "started first",
            "done first",
            "started a",
            "a found x",
            "done a",
            "started b",
            "done b",
            "started last",
            "done last",
            "run done"),
        events);
  }

  @Test
  void theFirstThatFailsEndsTheOthersAndIsWhyTheRunFails() {
    Plan plan =
        plan(
            run -> {},
            hanging(aBegan),
            run -> {
              await(aBegan);
              throw Fault.session("b cannot be had", "it is gone", "look elsewhere");
            });
    Fault fault = assertThrows(Fault.class, () -> run(plan, RunRange.ALL));
    assertEquals("b cannot be had", fault.what());
    assertEquals(
        List.of(
            "started first",
            "done first",
            "started a",
            "interrupted a",
            "started b",
            "failed b",
            "run failed"),
        events);
    RunRecord failed = lastRun();
    assertEquals(
        List.of(StepState.DONE, StepState.CANCELLED, StepState.FAILED, StepState.WAITING),
        states(failed));
    assertEquals("b", failed.latest().orElseThrow().id());
    assertEquals("b", failed.next().orElseThrow().id());
  }

  @Test
  void aFailureBeforeThemEndsThem() {
    Plan plan =
        plan(
            run -> {
              await(aBegan);
              await(bBegan);
              throw new IOException("no space");
            },
            hanging(aBegan),
            hanging(bBegan));
    assertThrows(Fault.class, () -> run(plan, RunRange.ALL));
    assertEquals(
        List.of(StepState.FAILED, StepState.CANCELLED, StepState.CANCELLED, StepState.WAITING),
        states(lastRun()));
    assertEquals("run failed", events.get(events.size() - 1));
  }

  @Test
  void cancellingEndsAllOfThem() {
    Thread runs = Thread.currentThread();
    Plan plan =
        plan(
            run -> {},
            hanging(aBegan),
            run -> {
              await(aBegan);
              runs.interrupt();
              awaitForEver();
            });
    assertThrows(Cancelled.class, () -> run(plan, RunRange.ALL));
    assertTrue(Thread.interrupted());
    RunRecord cancelled = lastRun();
    assertEquals(StepState.CANCELLED, cancelled.state());
    assertEquals(StepState.CANCELLED, cancelled.steps().get(1).state());
    assertEquals(StepState.CANCELLED, cancelled.steps().get(2).state());
  }

  @Test
  void noneIsBegunThatTheRunDoesNotComeTo() {
    Doing forbidden =
        run -> {
          throw new IllegalStateException("begun");
        };
    Plan plan = plan(run -> {}, run -> {}, forbidden);
    run(plan, new RunRange(Optional.empty(), Optional.empty(), Set.of("b")));
    run(plan, new RunRange(Optional.empty(), Optional.of("a")));
    assertEquals(
        List.of(StepState.REUSED, StepState.REUSED, StepState.WAITING, StepState.WAITING),
        states(lastRun()));
  }

  /** The plan {@code write}, {@code look}, of which the second looks at what the first gives. */
  private Plan looking(Doing write, Doing look) {
    return Plan.of(
        List.of(
            new Scripted("write", Kind.PLAIN, List.of(), write),
            new Scripted("look", Kind.VERIFIES, List.of("write"), look)),
        Plan.Product.of("write", "file"));
  }

  /** Leaves a pipe, so that the output cannot be read to its end before {@link #wrote}. */
  private static void pipe(StepRun run) {
    Peer.run("mkfifo", run.output().resolve("pipe").toString()).ok();
  }

  private static void wrote(Path output) throws IOException {
    Files.writeString(output.resolve("pipe"), "x");
  }

  @Test
  @RequiresPeer("mkfifo")
  void whatVerifiesBeginsWhileTheOutputIsBeingTaken() {
    RunOutcome outcome =
        run(
            looking(
                StepsAheadTest::pipe,
                run -> {
                  events.add("looking");
                  assertEquals("write", Files.readString(run.input("write").resolve("file")));
                  wrote(run.input("write"));
                }),
            RunRange.ALL);
    assertEquals(
        List.of("started write", "looking", "done write", "started look", "done look", "run done"),
        events);
    assertTrue(outcome.product().isPresent());
  }

  @Test
  void whatVerifiesLooksAgainAtWhatWasMadeAgain() throws IOException {
    List<String> looked = new ArrayList<>();
    Plan plan =
        looking(run -> {}, run -> looked.add(Files.readString(run.input("write").resolve("file"))));
    Path file = run(plan, RunRange.ALL).product().orElseThrow();
    run(plan, RunRange.ALL);
    assertEquals(List.of("write"), looked, "known");
    Files.writeString(file, "damage");
    run(plan, RunRange.ALL);
    assertEquals(List.of("write", "write"), looked);
    run(plan, new RunRange(Optional.of("write"), Optional.of("write")));
    assertEquals(List.of("write", "write"), looked, "not asked for");
  }

  @Test
  void whatFailsToVerifyLeavesWhatItLookedAt() {
    Plan plan =
        looking(
            run -> {},
            run -> {
              throw Fault.world("it is wrong", "byte 7 differs", "look at the disk");
            });
    assertEquals("it is wrong", assertThrows(Fault.class, () -> run(plan, RunRange.ALL)).what());
    assertEquals(
        List.of("started write", "done write", "started look", "failed look", "run failed"),
        events);
    assertThrows(Fault.class, () -> run(plan, RunRange.ALL));
    assertEquals(List.of(StepState.REUSED, StepState.FAILED), states(lastRun()));
  }

  @Test
  @RequiresPeer("mkfifo")
  void whatCannotBeTakenEndsWhatLooksAtIt() {
    Plan plan =
        looking(
            run -> {
              pipe(run);
              Files.writeString(run.output().resolve("zz"), "lost");
            },
            run -> {
              Files.delete(run.input("write").resolve("zz"));
              wrote(run.input("write"));
              awaitForEver();
            });
    assertThrows(Fault.class, () -> run(plan, RunRange.ALL));
    assertEquals(StepState.CANCELLED, lastRun().steps().get(1).state());
    assertEquals("run failed", events.get(events.size() - 1));
    assertEquals(
        Optional.empty(), new BuildCache(folder.resolve("cache")).find(plan.steps().get(0)));
  }

  @Test
  @RequiresPeer("mkfifo")
  void aRunCancelledWhileTheOutputIsBeingTakenMakesItAgain() {
    Thread runs = Thread.currentThread();
    List<String> made = new ArrayList<>();
    Plan plan =
        looking(
            run -> {
              made.add("write");
              if (made.size() == 1) {
                pipe(run);
              }
            },
            run -> {
              if (made.size() == 1) {
                wrote(run.input("write"));
                runs.interrupt();
                awaitForEver();
              }
            });
    assertThrows(Cancelled.class, () -> run(plan, RunRange.ALL));
    assertTrue(Thread.interrupted());
    assertEquals(StepState.CANCELLED, lastRun().steps().get(1).state());
    run(plan, RunRange.ALL);
    assertEquals(StepState.DONE, lastRun().state());
  }
}
