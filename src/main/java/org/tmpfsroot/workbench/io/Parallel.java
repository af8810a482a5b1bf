package org.tmpfsroot.workbench.io;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.tmpfsroot.workbench.fault.Cancelled;

/** Does the same with several things at once. */
public final class Parallel {
  private Parallel() {}

  /**
   * What {@code work} gives for each of {@code things}, in their order. The first failure stops the
   * rest and is thrown as it is; nothing is at work any more when this returns or throws.
   *
   * @param atOnce how many threads work at most
   * @throws Cancelled when this thread is interrupted meanwhile
   */
  public static <T, R> List<R> map(List<T> things, int atOnce, Function<T, R> work) {
    if (things.isEmpty()) {
      return List.of();
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(atOnce, things.size()),
            task -> {
              Thread thread = new Thread(task, "parallel");
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletionService<R> done = new ExecutorCompletionService<>(threads);
      List<Future<R>> futures = new ArrayList<>();
      things.forEach(thing -> futures.add(done.submit(() -> work.apply(thing))));
      for (int i = 0; i < futures.size(); i++) {
        done.take().get();
      }
      List<R> results = new ArrayList<>();
      for (Future<R> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    } catch (ExecutionException e) {
      throw Rethrown.unchecked(e.getCause() == null ? e : e.getCause());
    } finally {
      threads.shutdownNow();
      waitFor(threads);
    }
  }

  private static void waitFor(ExecutorService threads) {
    boolean interrupted = Thread.interrupted();
    while (!threads.isTerminated()) {
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
