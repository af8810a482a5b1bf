package org.tmpfsroot.workbench.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.tmpfsroot.workbench.io.Progress;

class LiveProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong(5 * SECOND);

  private LiveProgress progress(boolean live, int width) {
    return new LiveProgress(new Screen(out, errors, false, live, false, () -> width), now::get);
  }

  private String written() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  /** What stands on the one line after everything written. */
  private String line() {
    String written = written();
    return written.substring(written.lastIndexOf("\u001b[K") + 3);
  }

  @Test
  void tellsRateAndTimeLeft() {
    LiveProgress progress = progress(true, 80);
    try (Progress.Task task = progress.begin("fetching", 100 << 20)) {
      assertEquals("fetching: 0 % of 100.0 MiB", line());
      task.advance(20 << 20);
      now.addAndGet(10 * SECOND);
      progress.tick();
      assertEquals("fetching: 20 % of 100.0 MiB, 2.0 MiB/s, 40 s left", line());
    }
    assertEquals("", line());
  }

  @Test
  void takesWhatTurnsOutToBeTheTotal() {
    LiveProgress progress = progress(true, 80);
    try (Progress.Task task = progress.begin("fetching", -1)) {
      task.advance(20 << 20);
      now.addAndGet(10 * SECOND);
      progress.tick();
      assertEquals("fetching: 20.0 MiB, 2.0 MiB/s", line());
      task.expect(100 << 20);
      progress.tick();
      assertEquals("fetching: 20 % of 100.0 MiB, 2.0 MiB/s, 40 s left", line());
    }
  }

  @Test
  void leavesRoomForTheMarkOfACancellation() {
    LiveProgress progress = progress(true, 20);
    try (Progress.Task task = progress.begin("fetching a file with a name", 0)) {
      assertEquals("^C".length() + 1, 20 - line().length(), line());
      task.advance(1);
    }
  }

  @Test
  void neverSaysThatAllIsDoneBeforeTheEnd() {
    LiveProgress progress = progress(true, 80);
    try (Progress.Task task = progress.begin("writing", 100)) {
      task.advance(250);
      progress.tick();
      assertTrue(line().startsWith("writing: 99 %"), line());
    }
  }

  @Test
  void countsTheTasksBesideTheFirst() {
    LiveProgress progress = progress(true, 80);
    Progress.Task first = progress.begin("one", -1);
    try (Progress.Task second = progress.begin("two", -1)) {
      second.advance(5);
      progress.tick();
      assertEquals("one (and 1 more)", line());
      first.close();
      assertEquals("two: 5 B", line());
    }
  }

  @Test
  void fitsTheWidth() {
    try (Progress.Task task = progress(true, 20).begin("a title that is far too long", 10)) {
      assertEquals("a title that is …", line());
      task.advance(1);
    }
  }

  @Test
  void writesPlainLinesOffATerminalAndOnlyForWhatLasts() {
    LiveProgress progress = progress(false, Integer.MAX_VALUE);
    try (Progress.Task task = progress.begin("fetching", 100)) {
      task.advance(50);
      now.addAndGet(9 * SECOND);
      progress.tick();
      assertEquals("", written());
      now.addAndGet(SECOND);
      progress.tick();
      progress.tick();
      assertEquals("fetching: 50 % of 100 B, 5 B/s, 10 s left\n", written());
    }
  }

  @Test
  void writesWithoutEscapesWhatAServerSays() {
    progress(false, 80).note("from \u001b[2J a mirror");
    assertEquals("from \\x1b[2J a mirror\n", written());
    assertFalse(written().contains("\u001b"));
  }
}
