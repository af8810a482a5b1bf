package org.tmpfsroot.workbench.download;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.tmpfsroot.workbench.fault.Cancelled;

/** Does the same with several things at once; the first failure or an interrupt stops the rest. */
final class Parallel {
  private Parallel() {}

  /** Returns only when no thread is at work any more. */
  static <T, R> Map<T, R> run(List<T> things, int atOnce, Function<T, R> work) {
    record Done<T, R>(T thing, R result) {}
    ExecutorService threads =
        Executors.newFixedThreadPool(
            Math.min(atOnce, things.size()),
            task -> {
              Thread thread = new Thread(task, "fetch");
              thread.setDaemon(true);
              return thread;
            });
    try {
      CompletionService<Done<T, R>> service = new ExecutorCompletionService<>(threads);
      for (T thing : things) {
        service.submit(() -> new Done<>(thing, work.apply(thing)));
      }
      Map<T, R> results = new LinkedHashMap<>();
      for (int i = 0; i < things.size(); i++) {
        Done<T, R> done = service.take().get();
        results.put(done.thing(), done.result());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a download failed", e.getCause());
    } finally {
      threads.shutdownNow();
      waitFor(threads);
    }
  }

  private static void waitFor(ExecutorService threads) {
    boolean interrupted = Thread.interrupted();
    while (true) {
      try {
        if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
