package org.tmpfsroot.workbench.shell;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.ExitCode;

/**
 * Runs each command on a thread of its own, so that it can be cancelled while the program stays. A
 * command that runs further commands does so on its own thread.
 */
final class Foreground {
  private volatile @Nullable Thread running;
  private volatile int cancellations;

  /** Runs {@code work} and waits for its end, however long that takes after a cancellation. */
  ExitCode run(Supplier<ExitCode> work) {
    if (Thread.currentThread() == running) {
      return work.get();
    }
    Command thread = new Command(work);
    cancellations = 0;
    running = thread;
    thread.start();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
        cancel();
      }
    }
    running = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return thread.result;
  }

  /** Whether the running command was asked to end. */
  boolean isCancelled() {
    return cancellations > 0;
  }

  /**
   * Asks the running command to end.
   *
   * @return how often it has been asked by now; 0 when none is running
   */
  synchronized int cancel() {
    Thread thread = running;
    if (thread == null) {
      return 0;
    }
    cancellations++;
    thread.interrupt();
    return cancellations;
  }

  /** The thread of one command. */
  private static final class Command extends Thread {
    private final Supplier<ExitCode> work;
    private volatile ExitCode result = ExitCode.BUG;

    Command(Supplier<ExitCode> work) {
      super("command");
      this.work = work;
    }

    @Override
    public void run() {
      result = work.get();
    }
  }
}
