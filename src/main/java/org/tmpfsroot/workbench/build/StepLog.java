package org.tmpfsroot.workbench.build;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What a step said, each line with its time in UTC. May be written to from several threads; every
 * line is on its way to the disk when the call returns.
 */
public final class StepLog implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Writer writer;
  private final Clock clock;

  private StepLog(Writer writer, Clock clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /** Goes on where the file ends. */
  static StepLog writing(Path file, Clock clock) throws IOException {
    BufferedWriter writer =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return new StepLog(writer, clock);
  }

  /** Keeps one line; what would move a terminal's cursor or colour is shown as {@code \x1b}. */
  public synchronized void line(String text) {
    try {
      writer.write(TIME.format(clock.instant()) + " " + harmless(text) + "\n");
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String harmless(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (c != '\t' && Character.isISOControl(c)) {
                shown.append(String.format(Locale.ROOT, "\\x%02x", c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }
}
