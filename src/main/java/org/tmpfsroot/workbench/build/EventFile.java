package org.tmpfsroot.workbench.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Progress;

/**
 * Writes what happens in a run for other programs, a line of JSON for each event as it happens. The
 * keys {@code time} (UTC) and {@code event} stand in all of them, the others by kind:
 *
 * <pre>
 * run-began       run, session, steps[]
 * step-began      step, title
 * step-known      step, bytes
 * step-done       step, milliseconds, bytes
 * step-failed     step, milliseconds, reason
 * step-cancelled  step, milliseconds
 * finding         step, subject, text, grave (whether the step fails by it)
 * run-stopped     before
 * run-ended       state (done, failed, stopped, cancelled), milliseconds
 * progress        task, done, total (-1 where it is not known), in bytes
 * note            text
 * </pre>
 *
 * The events of a step that was begun ahead of its turn come when it is its turn.
 */
public final class EventFile implements Consumer<BuildEvent>, AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration BETWEEN = Duration.ofMillis(500);

  private final Path file;
  private final Writer writer;
  private final Clock clock;

  private EventFile(Path file, Writer writer, Clock clock) {
    this.file = file;
    this.writer = writer;
    this.clock = clock;
  }

  /** Begins {@code file} anew; it may be a pipe. */
  public static EventFile create(Path file, Clock clock) {
    try {
      BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
      return new EventFile(file, writer, clock);
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(file, e);
    }
  }

  @Override
  public void accept(BuildEvent event) {
    if (event instanceof BuildEvent.RunBegan began) {
      ObjectNode node = node("run-began").put("run", began.runId()).put("session", began.session());
      began.stepIds().forEach(node.putArray("steps")::add);
      write(node);
    } else if (event instanceof BuildEvent.Started started) {
      write(node("step-began").put("step", started.stepId()).put("title", started.title()));
    } else if (event instanceof BuildEvent.Reused reused) {
      write(node("step-known").put("step", reused.stepId()).put("bytes", reused.bytes()));
    } else if (event instanceof BuildEvent.Done done) {
      write(ended("step-done", done.stepId(), done.time()).put("bytes", done.bytes()));
    } else if (event instanceof BuildEvent.Failed failed) {
      write(ended("step-failed", failed.stepId(), failed.time()).put("reason", failed.reason()));
    } else if (event instanceof BuildEvent.Interrupted interrupted) {
      write(ended("step-cancelled", interrupted.stepId(), interrupted.time()));
    } else if (event instanceof BuildEvent.Finding finding) {
      write(
          node("finding")
              .put("step", finding.stepId())
              .put("subject", finding.subject())
              .put("text", finding.text())
              .put("grave", finding.grave()));
    } else if (event instanceof BuildEvent.Stopped stopped) {
      write(node("run-stopped").put("before", stopped.stepId()));
    } else if (event instanceof BuildEvent.RunEnded ended) {
      write(
          node("run-ended")
              .put("state", ended.state().toString())
              .put("milliseconds", ended.time().toMillis()));
    }
  }

  private ObjectNode ended(String event, String stepId, Duration time) {
    return node(event).put("step", stepId).put("milliseconds", time.toMillis());
  }

  /** Progress that is written down, too, a few times a second at most. */
  public Progress telling(Progress shown) {
    return new Progress() {
      @Override
      public Task begin(String title, long total) {
        return new ToldTask(title, total, shown.begin(title, total));
      }

      @Override
      public void note(String line) {
        write(node("note").put("text", line));
        shown.note(line);
      }
    };
  }

  private final class ToldTask implements Progress.Task {
    private final String title;
    private volatile long total;
    private final Progress.Task shown;
    private final AtomicLong done = new AtomicLong();
    private Instant last;

    ToldTask(String title, long total, Progress.Task shown) {
      this.title = title;
      this.total = total;
      this.shown = shown;
      this.last = clock.instant();
      tell();
    }

    @Override
    public void advance(long amount) {
      shown.advance(amount);
      done.addAndGet(amount);
      synchronized (this) {
        Instant now = clock.instant();
        if (Duration.between(last, now).compareTo(BETWEEN) >= 0) {
          last = now;
          tell();
        }
      }
    }

    @Override
    public void expect(long nowKnown) {
      shown.expect(nowKnown);
      total = nowKnown;
    }

    private void tell() {
      write(node("progress").put("task", title).put("done", done.get()).put("total", total));
    }

    @Override
    public void close() {
      shown.close();
      tell();
    }
  }

  private ObjectNode node(String event) {
    return MAPPER.createObjectNode().put("time", clock.instant().toString()).put("event", event);
  }

  private synchronized void write(ObjectNode node) {
    try {
      writer.write(node + "\n");
      writer.flush();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(file, e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(file, e);
    }
  }
}
