package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.LockFile;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.TemporaryFolder;

/**
 * One run from its first step to its last, written down as it goes. Steps that fetch begin with it,
 * and what only looks at a step's output begins when that is there; all others wait for those
 * before them.
 */
final class Run {
  private final BuildCache cache;
  private final RunHistory history;
  private final Clock clock;
  private final RunRequest request;
  private final Path folder;
  private final Consumer<BuildEvent> listener;
  private final Progress progress;
  private final Map<String, BuildCache.Entry> entries = new ConcurrentHashMap<>();
  private final StepsAhead ahead;
  private final Instant began;
  private RunRecord record;

  Run(
      BuildCache cache,
      RunHistory history,
      Clock clock,
      RunRequest request,
      Path folder,
      Consumer<BuildEvent> listener,
      Progress progress) {
    this.cache = cache;
    this.history = history;
    this.clock = clock;
    this.request = request;
    this.folder = folder;
    this.listener = listener;
    this.progress = progress;
    this.ahead = new StepsAhead(listener);
    this.began = clock.instant();
    this.record =
        new RunRecord(
            folder.getFileName().toString(),
            began,
            Duration.ZERO,
            StepState.RUNNING,
            request.plan().steps().stream()
                .map(step -> RunRecord.StepRecord.waiting(step, placeOf(step.id()).log()))
                .toList(),
            "",
            request.target(),
            request.part());
  }

  private Workplace placeOf(String stepId) {
    return new Workplace(folder.resolve(stepId));
  }

  Map<String, BuildCache.Entry> through() throws IOException {
    List<PlannedStep> steps = request.plan().steps();
    int anew = request.range().firstAnew(request.plan());
    int last = request.range().last(request.plan());
    listener.accept(
        new BuildEvent.RunBegan(
            record.id(), request.session(), steps.stream().map(PlannedStep::id).toList()));
    try (ahead) {
      fetch(last, anew);
      for (int i = 0; i <= last; i++) {
        Cancelled.check();
        PlannedStep planned = steps.get(i);
        if (ahead.has(planned.id())) {
          ahead.await(planned.id());
        } else if (isPart(i, last)) {
          work(i, planned, request.part(), listener);
        } else {
          bring(i, planned, i >= anew || mustLook(i), listener);
        }
      }
      boolean all = last == steps.size() - 1 || request.part().isPresent();
      if (!all) {
        listener.accept(new BuildEvent.Stopped(steps.get(last + 1).id()));
      }
      ended(all ? StepState.DONE : StepState.STOPPED, "");
      save();
      return entries;
    } catch (Fault e) {
      ended(StepState.FAILED, e.what() + ": " + e.why());
      saveAfter(e);
      throw e;
    } catch (Cancelled e) {
      ended(StepState.CANCELLED, "");
      saveAfter(e);
      throw e;
    }
  }

  private boolean isPart(int index, int last) {
    return index == last && request.part().isPresent();
  }

  /** Whether the step looks at what the one before it gave in this run. */
  private boolean mustLook(int index) {
    return index > 0
        && request.plan().steps().get(index).step().verifies()
        && step(index - 1).state() == StepState.DONE;
  }

  /** Begins the steps that need not wait for their turn. */
  private void fetch(int last, int anew) {
    for (int i = 0; i <= last; i++) {
      if (request.plan().steps().get(i).step().fetches() && !isPart(i, last)) {
        beginAhead(i, i >= anew);
      }
    }
  }

  /** Begins what only looks at the output of the step at {@code index}, if it is wanted. */
  private void verify(int index) {
    int next = index + 1;
    int last = request.range().last(request.plan());
    if (next <= last && request.plan().steps().get(next).step().verifies() && !isPart(next, last)) {
      beginAhead(next, true);
    }
  }

  private void beginAhead(int index, boolean anew) {
    PlannedStep planned = request.plan().steps().get(index);
    ahead.begin(planned.id(), heard -> bring(index, planned, anew, heard));
  }

  Instant began() {
    return began;
  }

  boolean hasWorked() {
    return record.steps().stream().anyMatch(step -> step.state() == StepState.DONE);
  }

  private synchronized void ended(StepState how, String why) {
    record = record.ended(how, since(began), why);
    listener.accept(new BuildEvent.RunEnded(how, record.took()));
  }

  /** Makes sure that what the step gives is among the entries. */
  private void bring(int index, PlannedStep planned, boolean anew, Consumer<BuildEvent> heard)
      throws IOException {
    // another program may be running the step, or clearing the cache
    LockFile turn = cache.lock(planned);
    try {
      Optional<BuildCache.Entry> known = anew ? Optional.empty() : cache.use(planned);
      if (known.isPresent()) {
        reuse(index, planned, known.get(), heard);
      } else {
        work(index, planned, Optional.empty(), heard);
      }
    } finally {
      turn.close();
    }
  }

  private void reuse(
      int index, PlannedStep planned, BuildCache.Entry known, Consumer<BuildEvent> heard)
      throws IOException {
    OutputFiles files = OutputFiles.read(known.files());
    entries.put(planned.id(), known);
    put(
        index,
        step(index).began(since(began)).ended(StepState.REUSED, Duration.ZERO).gave(known, files));
    heard.accept(new BuildEvent.Reused(planned.id(), files.bytes()));
  }

  /**
   * Runs the step.
   *
   * @param part the one part to do; then its work is left where it is
   */
  private void work(
      int index, PlannedStep planned, Optional<String> part, Consumer<BuildEvent> heard)
      throws IOException {
    String id = planned.id();
    put(index, step(index).began(since(began)));
    save();
    heard.accept(new BuildEvent.Started(id, part.orElse(planned.step().title())));
    Instant stepBegan = clock.instant();
    Workplace place = Workplace.create(folder.resolve(id));
    try {
      Map<Path, Digest> known = runIn(place, planned, part, heard);
      RunRecord.StepRecord done =
          part.isPresent() ? step(index) : keep(index, planned, place, known);
      put(index, done.ended(StepState.DONE, since(stepBegan)));
      heard.accept(new BuildEvent.Done(id, since(stepBegan), done.bytes()));
    } catch (Cancelled e) {
      clear(place);
      put(index, step(index).ended(StepState.CANCELLED, since(stepBegan)));
      heard.accept(new BuildEvent.Interrupted(id, since(stepBegan)));
      throw e;
    } catch (Fault e) {
      // half an output is of no use where the world failed, and may be what fills the disk
      if (e.exitCode() != ExitCode.SESSION) {
        clear(place);
      }
      put(index, step(index).ended(StepState.FAILED, since(stepBegan)));
      heard.accept(new BuildEvent.Failed(id, since(stepBegan), e.what() + ": " + e.why()));
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      clear(place);
      throw e;
    }
  }

  /** Takes what the step gave into the cache, while what verifies it is begun. */
  private RunRecord.StepRecord keep(
      int index, PlannedStep planned, Workplace place, Map<Path, Digest> known) {
    try {
      BuildCache.Entry entry = cache.take(planned, place);
      entries.put(planned.id(), entry);
      verify(index);
      return step(index).gave(entry, cache.seal(entry, known));
    } catch (IOException e) {
      Cancelled.check();
      throw cannot(planned, e);
    } catch (UncheckedIOException e) {
      Cancelled.check();
      throw cannot(planned, causeOf(e));
    }
  }

  private static IOException causeOf(UncheckedIOException e) {
    IOException cause = e.getCause();
    return cause == null ? new IOException(e) : cause;
  }

  private Duration since(Instant then) {
    return Duration.between(then, clock.instant());
  }

  private static void clear(Workplace place) throws IOException {
    TemporaryFolder.delete(place.output());
    TemporaryFolder.delete(place.scratch());
  }

  private Map<Path, Digest> runIn(
      Workplace place, PlannedStep planned, Optional<String> part, Consumer<BuildEvent> heard)
      throws IOException {
    StepInputs inputs = StepInputs.of(planned, entries);
    try (StepLog log = StepLog.writing(place.log(), clock)) {
      log.line(planned.step().title());
      StepRun run =
          new StepRun(
              place,
              inputs.folders(),
              new LoggedProgress(progress, log),
              log,
              (subject, text, grave) ->
                  heard.accept(new BuildEvent.Finding(planned.id(), subject, text, grave)));
      try {
        if (part.isPresent()) {
          planned.step().prepare(run);
          planned.step().runPart(part.get(), run);
        } else {
          planned.step().run(run);
        }
        log.line("done");
        return run.known();
      } catch (Fault e) {
        // an interrupted read looks like a file that cannot be read
        Cancelled.check();
        log.line("failed: " + e.what() + ": " + e.why());
        throw e;
      } catch (IOException e) {
        Cancelled.check();
        throw cannot(planned, e);
      } catch (UncheckedIOException e) {
        Cancelled.check();
        throw cannot(planned, causeOf(e));
      }
    } catch (UncheckedIOException e) {
      // the log itself could not be written
      Cancelled.check();
      throw cannot(planned, new IOException(e.getMessage(), e));
    }
  }

  private static Fault cannot(PlannedStep planned, IOException cause) {
    return Fault.world(
            "the step " + planned.id() + " failed",
            IoReason.of(cause),
            "make room or look at the disk, then type `build retry`")
        .causedBy(cause);
  }

  private synchronized RunRecord.StepRecord step(int index) {
    return record.steps().get(index);
  }

  private synchronized void put(int index, RunRecord.StepRecord step) {
    record = record.with(index, step);
  }

  /** The failure that ended the run is what counts, not that it cannot be written down. */
  private void saveAfter(RuntimeException failure) {
    try {
      save();
    } catch (Fault | Cancelled e) {
      failure.addSuppressed(e);
    }
  }

  private synchronized void save() {
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
