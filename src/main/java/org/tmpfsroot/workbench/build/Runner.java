package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.LockFile;
import org.tmpfsroot.workbench.io.Progress;

/**
 * Runs a plan step by step: what is known is reused; what is not works in the run's folder, which
 * is moved into the cache when the step has ended well. Since every ended step is kept, a run that
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
   * Runs the steps that are asked for.
   *
   * @param listener hears of each step, on the calling thread
   * @throws Fault when a step failed; the session's and the caller's state is as before
   * @throws Cancelled when the thread was interrupted
   */
  public RunOutcome run(RunRequest request, Consumer<BuildEvent> listener, Progress progress) {
    // what is asked for wrongly must not cost what the last run left
    request.range().firstAnew(request.plan());
    request.range().last(request.plan());
    try {
      cache.prepare();
      Path folder = history.begin(request.session(), clock.instant());
      Optional<LockFile> alive = RunHistory.alive(folder);
      try {
        Run run = new Run(cache, history, clock, request, folder, listener, progress);
        RunOutcome outcome = new RunOutcome(request.plan(), run.through());
        if (run.hasWorked()) {
          CacheCleaner cleaner = new CacheCleaner(cache);
          cleaner.remove(cleaner.beyond(cache.limit(), run.began()));
        }
        return outcome;
      } finally {
        if (alive.isPresent()) {
          alive.get().close();
        }
      }
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(cache.root(), e);
    }
  }

  /**
   * Gives a person a look at where a step works: at what it left when it failed, else at what it
   * would find.
   *
   * @param look is told what to start, and has the folder to itself until it returns
   * @throws Fault (session) when a step before it did not give its output yet
   */
  public <T> T look(
      String session,
      Plan plan,
      String stepId,
      Progress progress,
      Function<ExternalCommand, T> look,
      Function<RemoteShell, T> attach) {
    PlannedStep planned = plan.steps().get(plan.indexOf(stepId));
    StepInputs inputs = StepInputs.of(planned, plan, cache);
    try {
      Optional<Workplace> kept = history.kept(session, stepId);
      Path folder =
          kept.isPresent()
              ? kept.get().folder().resolveSibling("").normalize()
              : history.begin(session, clock.instant());
      Optional<LockFile> alive = RunHistory.alive(folder);
      try {
        Workplace place = kept.isPresent() ? kept.get() : Workplace.create(folder.resolve(stepId));
        try (StepLog log = StepLog.writing(place.log(), clock)) {
          StepRun run =
              new StepRun(
                  place,
                  inputs.folders(),
                  new LoggedProgress(progress, log),
                  log,
                  (subject, text, grave) -> progress.note(subject + " " + text));
          if (kept.isEmpty()) {
            planned.step().prepare(run);
          }
          Optional<RemoteShell> remote = planned.step().remoteShell(run);
          return remote.isPresent()
              ? attach.apply(remote.get())
              : look.apply(planned.step().shell(run));
        }
      } finally {
        if (alive.isPresent()) {
          alive.get().close();
        }
      }
    } catch (IOException e) {
      Cancelled.check();
      throw AtomicFile.cannotWrite(cache.root(), e);
    }
  }
}
