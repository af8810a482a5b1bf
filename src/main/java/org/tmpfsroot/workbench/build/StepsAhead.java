package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.Rethrown;

/**
 * Steps that were begun before their turn, each on a thread of its own. What they say is told when
 * it is their turn, so that whoever listens hears of one step after the other. The first that fails
 * ends the others; closed, none is at work any more.
 */
final class StepsAhead implements AutoCloseable {
  private final Consumer<BuildEvent> listener;
  private final Map<String, Begun> begun = new LinkedHashMap<>();
  private @Nullable Throwable failure;
  private boolean over;

  /** What a step has to do. */
  interface Work {
    /**
     * @param listener hears of the step
     */
    void run(Consumer<BuildEvent> listener) throws IOException;
  }

  /**
   * One step at work.
   *
   * @param said what nobody was told yet; read once the work is over
   */
  private record Begun(Thread thread, FutureTask<Void> work, List<BuildEvent> said) {
    void tell(Consumer<BuildEvent> listener) {
      said.forEach(listener);
      said.clear();
    }
  }

  /**
   * With none begun.
   *
   * @param listener hears of them on the thread that takes what they give
   */
  StepsAhead(Consumer<BuildEvent> listener) {
    this.listener = listener;
  }

  /** Begins a step, unless none is wanted any more. */
  synchronized void begin(String id, Work work) {
    if (over) {
      throw new Cancelled();
    }
    Begun step = prepared(id, work);
    begun.put(id, step);
    step.thread().start();
  }

  private Begun prepared(String id, Work work) {
    List<BuildEvent> said = new ArrayList<>();
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              try {
                work.run(said::add);
                return null;
              } catch (Cancelled e) {
                throw e;
              } catch (IOException | RuntimeException | Error e) {
                fail(e);
                throw e;
              }
            });
    Thread thread = new Thread(task, id);
    thread.setDaemon(true);
    return new Begun(thread, task, said);
  }

  private synchronized void fail(Throwable why) {
    if (failure == null) {
      failure = why;
      begun.values().stream()
          .map(Begun::thread)
          .filter(thread -> thread != Thread.currentThread())
          .forEach(Thread::interrupt);
    }
  }

  private synchronized Throwable failureOr(Throwable other) {
    return failure == null ? other : failure;
  }

  private synchronized List<Begun> end() {
    over = true;
    return List.copyOf(begun.values());
  }

  synchronized boolean has(String id) {
    return begun.containsKey(id);
  }

  /**
   * Waits until the step has ended.
   *
   * @throws Cancelled when the thread is interrupted
   */
  void await(String id) throws IOException {
    Begun step = begun(id);
    try {
      step.work().get();
      step.tell(listener);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    } catch (ExecutionException e) {
      // one that was ended is not why the run ends
      Throwable why = failureOr(e.getCause() == null ? e : e.getCause());
      if (why instanceof IOException io) {
        throw io;
      }
      throw Rethrown.unchecked(why);
    }
  }

  private synchronized Begun begun(String id) {
    Begun step = begun.get(id);
    if (step == null) {
      throw new IllegalArgumentException(id + " was not begun");
    }
    return step;
  }

  /** Ends what is still at work, and waits for it. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    List<Begun> all = end();
    all.forEach(step -> step.thread().interrupt());
    for (Begun step : all) {
      while (step.thread().isAlive()) {
        try {
          step.thread().join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      step.tell(listener);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
