package org.tmpfsroot.workbench.shell;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.Size;

/**
 * Progress for a person: on a terminal one line that is written over, elsewhere a plain line now
 * and then for tasks that last. Says 100 % never before the end.
 */
final class LiveProgress implements Progress {
  private static final long SECOND = 1_000_000_000L;
  private static final long PLAIN_LINE = 10 * SECOND;
  private static final long REDRAW_MILLISECONDS = 150;

  /** The terminal shows a Ctrl-C as ^C behind the line; what it breaks cannot be written over. */
  private static final int KEPT_FREE = 3;

  private final Screen screen;
  private final LongSupplier nanoTime;
  private final Set<RunningTask> running = new LinkedHashSet<>();
  private boolean ticking;

  /**
   * Shows progress on {@code screen}.
   *
   * @param nanoTime a clock that only moves forward
   */
  LiveProgress(Screen screen, LongSupplier nanoTime) {
    this.screen = screen;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized Task begin(String title, long total) {
    RunningTask task = new RunningTask(title, total, nanoTime.getAsLong());
    running.add(task);
    tick();
    if (!ticking) {
      ticking = true;
      Thread ticker = new Thread(this::keepTicking, "progress");
      ticker.setDaemon(true);
      ticker.start();
    }
    return task;
  }

  @Override
  public void note(String line) {
    screen.errorLines(List.of(Visible.safe(line)));
  }

  private void keepTicking() {
    try {
      do {
        Thread.sleep(REDRAW_MILLISECONDS);
      } while (goesOn());
    } catch (InterruptedException e) {
      // nobody interrupts it; without it the line only stands still
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean goesOn() {
    tick();
    ticking = !running.isEmpty();
    return ticking;
  }

  /** Brings up to date what is shown: the task that began first, and how many run beside it. */
  synchronized void tick() {
    long now = nanoTime.getAsLong();
    if (screen.isLive()) {
      String line = running.stream().findFirst().map(task -> task.line(now)).orElse("");
      String beside = running.size() > 1 ? " (and " + (running.size() - 1) + " more)" : "";
      screen.live(Visible.cut(Visible.safe(line + beside), screen.width() - KEPT_FREE));
      return;
    }
    for (RunningTask task : running) {
      if (now - task.lastLine >= PLAIN_LINE) {
        task.lastLine = now;
        note(task.line(now));
      }
    }
  }

  private synchronized void ended(RunningTask task) {
    running.remove(task);
    tick();
  }

  private final class RunningTask implements Task {
    private final String title;
    private volatile long total;
    private final long begun;
    private long lastLine;
    private final AtomicLong amount = new AtomicLong();

    RunningTask(String title, long total, long begun) {
      this.title = title;
      this.total = total;
      this.begun = begun;
      this.lastLine = begun;
    }

    @Override
    public void advance(long more) {
      amount.addAndGet(more);
    }

    @Override
    public void expect(long nowKnown) {
      total = nowKnown;
    }

    @Override
    public void close() {
      ended(this);
    }

    private String line(long now) {
      long done = amount.get();
      long whole = total;
      double seconds = (now - begun) / (double) SECOND;
      StringBuilder line = new StringBuilder(title);
      if (whole > 0) {
        line.append(": ").append(Math.min(99, (long) (100.0 * done / whole))).append(" %");
        line.append(" of ").append(new Size(whole));
      } else if (done > 0) {
        line.append(": ").append(new Size(done));
      }
      if (seconds >= 1 && done > 0) {
        double rate = done / seconds;
        line.append(", ").append(new Size((long) rate)).append("/s");
        if (whole > done) {
          line.append(", ").append(duration((long) Math.ceil((whole - done) / rate)));
        }
      }
      return line.toString();
    }
  }

  private static String duration(long seconds) {
    return seconds < 60
        ? seconds + " s left"
        : seconds < 3600
            ? seconds / 60 + " min " + seconds % 60 + " s left"
            : seconds / 3600 + " h " + seconds % 3600 / 60 + " min left";
  }
}
