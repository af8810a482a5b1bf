package org.tmpfsroot.workbench.engine.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.build.RunHistory;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.build.StepState;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.SessionJson;
import org.tmpfsroot.workbench.testing.ReadyProgram;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.SmallDisk;
import org.tmpfsroot.workbench.testing.TinyMirror;

/**
 * Builds that are cancelled, killed, or run out of disk at moments drawn from a seed. Whatever the
 * moment: no child and no half file is left, and the next run makes the same image, byte for byte.
 * {@code -Dtorture=N} is how often altogether; {@code scripts/torture} does it often.
 */
class TortureTest {
  private static final int TIMES = Integer.getInteger("torture", 50);

  @TempDir static Path shared;
  private static Torture torture;
  private static TinyBuild warm;
  private static Digest expected;
  private static long nanos;

  @TempDir Path folder;

  /** What is built: the tiny session with a hook that has children, and notes their ids. */
  record Torture(Path pids, ImageSession session) {
    static Torture of(Path mirror, Path hooks) throws IOException {
      Path pids = hooks.resolveSibling("pids");
      Path hook = Files.createDirectories(hooks).resolve("10-children.sh");
      Files.writeString(
          hook,
          "#!/bin/sh\necho $$ >> '"
              + pids
              + "'\nsleep 300 & echo $! >> '"
              + pids
              + "'\nsleep 0.05\necho done > children\n");
      assertTrue(hook.toFile().setExecutable(true));
      ImageSession session =
          TinyMirror.in(mirror)
              .session()
              .withFiles(files -> files.with(FileKind.BUILD_HOOKS, hooks));
      return new Torture(pids, session);
    }

    void assertNoChildren() throws IOException, InterruptedException {
      if (!Files.exists(pids)) {
        return;
      }
      for (String line : Files.readAllLines(pids)) {
        Optional<ProcessHandle> child = ProcessHandle.of(Long.parseLong(line));
        if (child.isPresent()) {
          // ended from outside when its parent was killed, which takes a moment
          for (int i = 0; i < 500 && child.get().isAlive(); i++) {
            TimeUnit.MILLISECONDS.sleep(20);
          }
          assertFalse(child.get().isAlive(), "the child " + line + " is alive");
        }
      }
      Files.delete(pids);
    }
  }

  @BeforeAll
  static void buildOnce() throws IOException {
    torture = Torture.of(shared.resolve("mirror"), shared.resolve("hooks"));
    SessionJson.write(torture.session(), shared.resolve("tiny.json"));
    warm = new TinyBuild(shared.resolve("cache"));
    expected = Digest.sha256Of(warm.image(torture.session()));
    TemporaryFolder.delete(shared.resolve("cache"));
    long begun = System.nanoTime();
    warm.image(torture.session());
    nanos = System.nanoTime() - begun;
  }

  @AfterEach
  void forgetInterrupt() {
    Thread.interrupted();
  }

  static LongStream cancelled() {
    return LongStream.range(0, TIMES / 2);
  }

  static LongStream full() {
    return LongStream.range(0, TIMES * 3 / 10);
  }

  static LongStream killed() {
    return LongStream.range(0, TIMES - TIMES / 2 - TIMES * 3 / 10);
  }

  @ParameterizedTest
  @MethodSource("cancelled")
  void cancelledAtAnyMoment(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> steps =
        warm.plan(torture.session()).steps().stream().map(step -> step.id()).toList();
    String from = steps.get(random.nextInt(steps.size()));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                RunRange range = new RunRange(Optional.of(from), Optional.empty());
                warm.run(torture.session(), range, Progress.SILENT);
              } catch (Throwable e) {
                thrown.set(e);
              }
            });
    thread.start();
    TimeUnit.NANOSECONDS.sleep(random.nextLong(nanos));
    thread.interrupt();
    thread.join(TimeUnit.SECONDS.toMillis(20));
    assertFalse(thread.isAlive(), "it did not end at once");
    if (thrown.get() != null && !(thrown.get() instanceof Cancelled)) {
      throw new AssertionError("seed " + seed + " from " + from, thrown.get());
    }
    assertWholeAfter(warm, shared.resolve("cache"), "seed " + seed + " from " + from);
  }

  @ParameterizedTest
  @MethodSource("full")
  @RequiresPeer({"mount", "umount"})
  void aDiskThatIsFullAtAnyMoment(long seed) throws Exception {
    long needed = bytes(shared.resolve("cache"));
    SplittableRandom random = new SplittableRandom(seed);
    long size = random.nextLong(1 << 20, needed);
    try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), size)) {
      Path cache = disk.path().resolve("cache");
      TinyBuild build = new TinyBuild(cache);
      String moment = "seed " + seed + ", " + size + " of " + needed + " bytes";
      try {
        build.image(torture.session());
      } catch (Fault e) {
        if (e.exitCode() == ExitCode.WORLD) {
          assertTrue(e.why().contains("No space left"), moment + ": " + e.why());
        } else {
          // it was the hook that found no room
          assertTrue(e.what().contains("the build hook"), moment + ": " + e.getMessage());
        }
      }
      torture.assertNoChildren();
      if (!failedInItsOwnStep(build)) {
        build.assertNothingHalfDone();
      }
      disk.grow(4 * needed);
      assertWholeAfter(build, cache, moment);
    }
  }

  /** A step that failed for a reason of the session's is kept to be looked into. */
  private static boolean failedInItsOwnStep(TinyBuild build) {
    return new RunHistory(build.cache())
        .kept(torture.session().name(), "run-build-hooks")
        .isPresent();
  }

  @ParameterizedTest
  @MethodSource("killed")
  void killedAtAnyMoment(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    Path cache = folder.resolve("cache");
    Process process = ReadyProgram.start(KilledBuild.class, cache, shared.resolve("tiny.json"));
    // a program that has just begun is slower than this one
    process.waitFor(random.nextLong(3 * nanos), TimeUnit.NANOSECONDS);
    process.destroyForcibly().waitFor();
    torture.assertNoChildren();
    TinyBuild build = new TinyBuild(cache);
    new RunHistory(build.cache())
        .last(torture.session().name())
        .ifPresent(run -> assertTrue(run.state() != StepState.RUNNING, "seed " + seed));
    assertWholeAfter(build, cache, "seed " + seed);
  }

  /** Runs again, and looks at everything. */
  private static void assertWholeAfter(TinyBuild build, Path cache, String moment)
      throws IOException, InterruptedException {
    torture.assertNoChildren();
    assertEquals(expected, Digest.sha256Of(build.image(torture.session())), moment);
    torture.assertNoChildren();
    build.assertNothingHalfDone();
    try (Stream<Path> all = Files.walk(cache.resolve("build/runs"))) {
      assertEquals(
          List.of(),
          all.filter(path -> List.of("output", "scratch").contains(path.getFileName().toString()))
              .toList(),
          moment);
    }
  }

  private static long bytes(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
