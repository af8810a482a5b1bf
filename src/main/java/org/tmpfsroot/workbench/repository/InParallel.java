package org.tmpfsroot.workbench.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;

/** Does several things at once, each on a thread of its own. */
final class InParallel {
  private static final int MOST_THREADS = 8;

  private InParallel() {}

  /**
   * All results in the order of the work. The first failure stops the rest and is thrown, after all
   * have ended.
   *
   * @throws Cancelled when this thread is interrupted meanwhile
   */
  static <T> List<T> all(List<Supplier<T>> work) {
    if (work.size() == 1) {
      return List.of(work.get(0).get());
    }
    if (work.isEmpty()) {
      return List.of();
    }
    try (Crew crew = new Crew(Math.min(work.size(), MOST_THREADS))) {
      CompletionService<T> done = new ExecutorCompletionService<>(crew.threads);
      List<Future<T>> futures = new ArrayList<>();
      work.forEach(each -> futures.add(done.submit(each::get)));
      for (int i = 0; i < futures.size(); i++) {
        done.take().get();
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException | CancellationException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    } catch (ExecutionException e) {
      throw unwrapped(e);
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    Throwable cause = e.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof Fault || cause instanceof Cancelled
        ? (RuntimeException) cause
        : new IllegalStateException(cause);
  }

  /** Threads that are interrupted and waited for when the work is left. */
  private record Crew(ExecutorService threads) implements AutoCloseable {
    Crew(int size) {
      this(
          Executors.newFixedThreadPool(
              size,
              task -> {
                Thread thread = new Thread(task, "repository");
                thread.setDaemon(true);
                return thread;
              }));
    }

    @Override
    public void close() {
      threads.shutdownNow();
      boolean interrupted = false;
      while (!threads.isTerminated()) {
        try {
          threads.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
