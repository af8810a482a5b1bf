package org.tmpfsroot.workbench.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.TemporaryFolder;

/** A machine that was started. Closed, it is off, and nothing of it is left. */
public final class RunningMachine implements AutoCloseable {
  private static final int LAST_LINES = 12;
  private static final int MOST_COMPLAINTS = 16 << 10;
  private static final long LAST_WORDS_MILLIS = 2000;
  private static final long REST_OF_LINE_MILLIS = 1000;

  private final Process process;
  private final DeadMansSwitch onOurEnd;
  private final TemporaryFolder folder;
  private final Path monitor;
  private final ConsoleView view;
  private final Accelerator accelerator;
  private final SerialText said;
  private final StringBuilder complaints = new StringBuilder();
  private final Thread console;
  private final Thread errors;
  private final long begun = System.nanoTime();
  private boolean ended;
  private volatile boolean cut;

  RunningMachine(
      Process process,
      DeadMansSwitch onOurEnd,
      TemporaryFolder folder,
      Path monitor,
      Accelerator accelerator,
      ConsoleView view) {
    this.process = process;
    this.onOurEnd = onOurEnd;
    this.folder = folder;
    this.monitor = monitor;
    this.accelerator = accelerator;
    this.view = view;
    this.said = new SerialText(view::line);
    this.console = reader("console", this::readConsole);
    this.errors = reader("complaints", this::readComplaints);
  }

  private static Thread reader(String name, Runnable work) {
    Thread thread = new Thread(work, "machine's " + name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void readConsole() {
    byte[] buffer = new byte[8192];
    try (InputStream in = process.getInputStream()) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        view.bytes(buffer, length);
        synchronized (this) {
          said.add(buffer, length);
          notifyAll();
        }
      }
    } catch (IOException e) {
      // the machine was killed, and its line with it
    } finally {
      synchronized (this) {
        said.end();
        ended = true;
        notifyAll();
      }
    }
  }

  private void readComplaints() {
    byte[] buffer = new byte[1024];
    try (InputStream in = process.getErrorStream()) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        synchronized (complaints) {
          if (complaints.length() < MOST_COMPLAINTS) {
            complaints.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
          }
        }
      }
    } catch (IOException e) {
      // as above
    }
  }

  /** What carries it: never {@link Accelerator#AUTO}. */
  public Accelerator accelerator() {
    return accelerator;
  }

  /** The time since it was started. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** All it has said so far, without what steers a terminal. */
  public synchronized String text() {
    return said.text();
  }

  /**
   * Waits for what is expected, from the machine's first word on.
   *
   * @param limit the longest wait
   * @throws Fault (world) when QEMU does not start or dies
   * @throws Cancelled when the thread is interrupted
   */
  public Outcome await(Expectations expected, Duration limit) {
    Watch watch = new Watch(expected, limit);
    try {
      return watch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    }
  }

  /** Types at its serial line. Nobody reads there any more once it is off. */
  public void type(byte[] bytes) {
    try {
      OutputStream in = process.getOutputStream();
      in.write(bytes);
      in.flush();
    } catch (IOException e) {
      // it is off, which whoever waits for it is told
    }
  }

  /** Takes the power away in this moment; what it had sent to its disks is in their files. */
  public void cutPower() {
    cut = true;
    process.destroyForcibly();
    awaitEnd(Duration.ofMillis(LAST_WORDS_MILLIS));
  }

  /** Presses the power button; whether the system in it listens is another matter. */
  public void pressPowerButton() {
    Monitor.execute(monitor, "system_powerdown", Duration.ofMillis(LAST_WORDS_MILLIS));
  }

  /**
   * Presses the power button, and waits.
   *
   * @return whether the machine was off within {@code limit}; it runs on when not
   */
  public boolean shutDown(Duration limit) {
    return !process.isAlive()
        || (Monitor.execute(monitor, "system_powerdown", limit) && awaitEnd(limit));
  }

  private boolean awaitEnd(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    }
  }

  /** Why QEMU ended with anything but 0. */
  private Fault died(int exit) throws InterruptedException {
    errors.join(LAST_WORDS_MILLIS);
    String words;
    synchronized (complaints) {
      words = complaints.toString();
    }
    List<String> lines =
        words.lines().map(String::strip).filter(line -> !line.contains(": warning: ")).toList();
    int from = Math.max(0, lines.size() - 2);
    String last =
        lines.isEmpty() ? "it said nothing" : String.join(" / ", lines.subList(from, lines.size()));
    return Fault.world(
        "the machine's QEMU ended with status " + exit,
        last,
        "correct what it names; a machine that is killed from outside can just be started again");
  }

  @Override
  public void close() {
    onOurEnd.close();
    process.destroyForcibly();
    boolean interrupted = Thread.interrupted();
    try {
      process.waitFor();
      console.join(LAST_WORDS_MILLIS);
      errors.join(LAST_WORDS_MILLIS);
      folder.close();
    } catch (InterruptedException e) {
      interrupted = true;
    } catch (IOException e) {
      // it lies in the system's place for temporary files, which is cleared without us
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** One wait: how far it has got. */
  private final class Watch {
    private final Expectations expected;
    private final long end;
    private final long[] looked;
    private int met;
    private long place;
    private long from;

    Watch(Expectations expected, Duration limit) {
      this.expected = expected;
      this.end = System.nanoTime() + limit.toNanos();
      this.looked = new long[expected.never().size()];
    }

    Outcome await() throws InterruptedException {
      synchronized (RunningMachine.this) {
        while (true) {
          long refused = look();
          if (refused >= 0) {
            return outcome(Outcome.How.REFUSED, lineAround(refused));
          }
          boolean all = met == expected.inOrder().size();
          if (all && met > 0) {
            return outcome(Outcome.How.MET, expected.inOrder().get(met - 1));
          }
          if (ended) {
            break;
          }
          long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
          if (left <= 0) {
            return outcome(Outcome.How.TIMEOUT, missing());
          }
          RunningMachine.this.wait(left);
        }
      }
      int exit = process.waitFor();
      if (exit != 0 && !cut) {
        // a Ctrl-C reaches QEMU, too
        Cancelled.check();
        throw died(exit);
      }
      synchronized (RunningMachine.this) {
        return outcome(cut ? Outcome.How.CUT : Outcome.How.OFF, missing());
      }
    }

    /** The whole line, which may not have come to its end yet; some never do. */
    private String lineAround(long at) throws InterruptedException {
      long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REST_OF_LINE_MILLIS);
      while (!ended && !said.hasEnded(at)) {
        long left = TimeUnit.NANOSECONDS.toMillis(patience - System.nanoTime());
        if (left <= 0) {
          break;
        }
        RunningMachine.this.wait(left);
      }
      return said.lineAt(at);
    }

    /** Goes through what is new; gives where that ends which must not have come, or -1. */
    private long look() {
      for (int i = 0; i < looked.length; i++) {
        String never = expected.never().get(i);
        long found = said.find(never, looked[i]);
        if (found >= 0) {
          return found;
        }
        looked[i] = Math.max(0, said.length() - never.length());
      }
      while (met < expected.inOrder().size()) {
        String wanted = expected.inOrder().get(met);
        long found = said.find(wanted, from);
        if (found < 0) {
          from = Math.max(place, said.length() - wanted.length());
          return -1;
        }
        place = found;
        from = found;
        met++;
      }
      return -1;
    }

    private String missing() {
      return met < expected.inOrder().size() ? expected.inOrder().get(met) : "";
    }

    private Outcome outcome(Outcome.How how, String text) {
      return new Outcome(how, text, age(), said.lastLines(LAST_LINES));
    }
  }
}
