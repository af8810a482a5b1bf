package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tmpfsroot.workbench.build.RunRecord.StepRecord;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.LockFile;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.WorkFolder;

/**
 * Runs a plan step by step: what is known is reused; what is not runs in a temporary folder that is
 * moved into the cache when the step has ended well. Since every ended step is kept, a run that
 * stopped goes on where it stopped.
 */
public final class Runner {
  private final BuildCache cache;
  private final RunHistory history;
  private final Clock clock;

  public Runner(BuildCache cache, Clock clock) {
    this.cache = cache;
    this.history = new RunHistory(cache);
    this.clock = clock;
  }

  /**
   * Runs the steps of {@code plan} in {@code range}.
   *
   * @param session the name under which the run is kept
   * @param listener hears of each step, on the calling thread
   * @throws Fault when a step failed; the session's and the caller's state is as before
   * @throws Cancelled when the thread was interrupted
   */
  public RunOutcome run(
      String session, Plan plan, RunRange range, Consumer<BuildEvent> listener, Progress progress) {
    int anew = range.firstAnew(plan);
    int last = range.last(plan);
    try {
      Run run = new Run(session, plan, listener, progress);
      Optional<LockFile> alive = RunHistory.alive(run.folder);
      try {
        return new RunOutcome(plan, run.through(anew, last));
      } finally {
        if (alive.isPresent()) {
          alive.get().close();
        }
      }
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(cache.root(), e);
    }
  }

  private final class Run {
    private final Plan plan;
    private final Consumer<BuildEvent> listener;
    private final Progress progress;
    private final Path folder;
    private final Map<String, BuildCache.Entry> entries = new LinkedHashMap<>();
    private RunRecord record;

    Run(String session, Plan plan, Consumer<BuildEvent> listener, Progress progress)
        throws IOException {
      this.plan = plan;
      this.listener = listener;
      this.progress = progress;
      Instant now = clock.instant();
      this.folder = history.begin(session, now);
      List<StepRecord> steps =
          plan.steps().stream()
              .map(
                  step ->
                      new StepRecord(
                          step.id(),
                          StepState.WAITING,
                          Duration.ZERO,
                          0,
                          folder.resolve(step.id()).resolve("log"),
                          step.key()))
              .toList();
      this.record =
          new RunRecord(folder.getFileName().toString(), now, StepState.RUNNING, steps, "");
    }

    Map<String, BuildCache.Entry> through(int anew, int last) throws IOException {
      try {
        for (int i = 0; i <= last; i++) {
          Cancelled.check();
          PlannedStep planned = plan.steps().get(i);
          entries.put(planned.id(), entry(i, planned, i >= anew));
        }
        record = record.ended(StepState.DONE, "");
        return entries;
      } catch (Fault e) {
        record = record.ended(StepState.FAILED, e.what() + ": " + e.why());
        throw e;
      } catch (Cancelled e) {
        record = record.ended(StepState.CANCELLED, "");
        throw e;
      } finally {
        save();
      }
    }

    private BuildCache.Entry entry(int index, PlannedStep planned, boolean anew)
        throws IOException {
      Optional<BuildCache.Entry> known = anew ? Optional.empty() : cache.find(planned);
      if (known.isEmpty()) {
        LockFile turn = cache.lock(planned);
        try {
          // another program may have run the step while this one waited
          known = anew ? Optional.empty() : cache.find(planned);
          if (known.isEmpty()) {
            return work(index, planned);
          }
        } finally {
          turn.close();
        }
      }
      BuildCache.Entry entry = known.get();
      long bytes = OutputFiles.read(entry.files()).bytes();
      put(index, StepState.REUSED, Duration.ZERO, bytes, entry.log());
      listener.accept(new BuildEvent.Reused(planned.id()));
      return entry;
    }

    private BuildCache.Entry work(int index, PlannedStep planned) throws IOException {
      String id = planned.id();
      put(index, StepState.RUNNING, Duration.ZERO, 0, folder.resolve(id).resolve("log"));
      save();
      listener.accept(new BuildEvent.Started(id, planned.step().title()));
      Instant began = clock.instant();
      try (WorkFolder work = cache.work()) {
        Path place = Files.createDirectory(work.resolve(id));
        Path scratch = Files.createDirectory(work.resolve("scratch"));
        try {
          Map<Path, Digest> known = runIn(place, scratch, planned);
          BuildCache.Entry entry = cache.keep(planned, place, known);
          Duration time = Duration.between(began, clock.instant());
          long bytes = OutputFiles.read(entry.files()).bytes();
          put(index, StepState.DONE, time, bytes, entry.log());
          listener.accept(new BuildEvent.Done(id, time, bytes));
          return entry;
        } catch (Cancelled e) {
          Duration time = Duration.between(began, clock.instant());
          put(index, StepState.CANCELLED, time, 0, keepLog(place, id));
          throw e;
        } catch (Fault e) {
          Duration time = Duration.between(began, clock.instant());
          Path log = e.exitCode() == ExitCode.SESSION ? keepAll(place, id) : keepLog(place, id);
          put(index, StepState.FAILED, time, 0, log);
          listener.accept(new BuildEvent.Failed(id, time, e.why()));
          throw e;
        }
      }
    }

    private Map<Path, Digest> runIn(Path place, Path scratch, PlannedStep planned)
        throws IOException {
      Path output = Files.createDirectory(place.resolve("output"));
      Map<String, Path> inputs = new HashMap<>();
      for (String from : planned.step().takesFrom()) {
        BuildCache.Entry entry = entries.get(from);
        if (entry == null) {
          throw new IllegalStateException(planned.id() + " runs before " + from);
        }
        inputs.put(from, entry.output());
      }
      try (StepLog log = StepLog.writing(place.resolve("log"), clock)) {
        log.line(planned.step().title());
        Progress logged = new LoggedProgress(progress, log);
        try {
          StepRun run = new StepRun(output, scratch, inputs, logged, log, reporter(planned));
          planned.step().run(run);
          log.line("done");
          return run.known();
        } catch (Fault e) {
          log.line("failed: " + e.what() + ": " + e.why());
          throw e;
        } catch (IOException e) {
          Cancelled.check();
          throw cannot(planned, e);
        } catch (UncheckedIOException e) {
          Cancelled.check();
          IOException cause = e.getCause();
          throw cannot(planned, cause == null ? new IOException(e) : cause);
        }
      }
    }

    private StepRun.Reporter reporter(PlannedStep planned) {
      return (subject, text, grave) ->
          listener.accept(new BuildEvent.Finding(planned.id(), subject, text, grave));
    }

    private Fault cannot(PlannedStep planned, IOException cause) {
      return Fault.world(
              "the step " + planned.id() + " failed",
              IoReason.of(cause),
              "make room or look at the disk, then type `build run` again")
          .causedBy(cause);
    }

    /** A step that could not do its work is kept to be looked into. */
    private Path keepAll(Path place, String id) throws IOException {
      Path kept = folder.resolve(id);
      Files.move(place, kept);
      return kept.resolve("log");
    }

    /** Half an output is of no use where the world failed, and may be what fills the disk. */
    private Path keepLog(Path place, String id) throws IOException {
      Path kept = Files.createDirectories(folder.resolve(id)).resolve("log");
      if (Files.exists(place.resolve("log"))) {
        Files.move(place.resolve("log"), kept);
      }
      return kept;
    }

    private void put(int index, StepState state, Duration time, long bytes, Path log) {
      record = record.with(index, record.steps().get(index).with(state, time, bytes, log));
    }

    private void save() {
      // a cancelled run is written down, too, and an interrupted thread could not write
      boolean interrupted = Thread.interrupted();
      try {
        history.write(folder, record);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
