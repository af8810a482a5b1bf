package org.tmpfsroot.workbench.shell;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jline.nativ.CLibrary;
import org.jline.terminal.Terminal;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * Standard output and standard error, and the one line at the end of standard error that is written
 * over and over. Safe for several threads.
 */
public final class Screen {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final OutputStream out;
  private final OutputStream errors;
  private final boolean outIsTerminal;
  private final boolean live;
  private final boolean colour;
  private final IntSupplier width;
  private String liveLine = "";
  private boolean readerIsGone;
  private Predicate<List<String>> pager = lines -> false;
  private Function<String, Optional<String>> questions = question -> Optional.empty();
  private Optional<Terminal> promptTerminal = Optional.empty();

  /**
   * Wraps the two streams.
   *
   * @param outIsTerminal whether standard output can be cleared
   * @param live whether a line of standard error can be written over
   * @param colour whether both may have colour
   * @param width the columns of the terminal; {@link Integer#MAX_VALUE} off one
   */
  public Screen(
      OutputStream out,
      OutputStream errors,
      boolean outIsTerminal,
      boolean live,
      boolean colour,
      IntSupplier width) {
    this.out = new BufferedOutputStream(out);
    this.errors = errors;
    this.outIsTerminal = outIsTerminal;
    this.live = live;
    this.colour = colour;
    this.width = width;
  }

  int width() {
    return width.getAsInt();
  }

  boolean hasColour() {
    return colour;
  }

  boolean isLive() {
    return live;
  }

  /** Whether a person is in front of it. */
  boolean isTerminal() {
    return outIsTerminal;
  }

  /**
   * One line of output.
   *
   * @throws Fault (world) when it cannot be written, but not when its reader has gone
   */
  public synchronized void line(String text) {
    if (readerIsGone) {
      return;
    }
    String hidden = liveLine;
    live("");
    try {
      out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      failed(e);
    }
    live(hidden);
  }

  /**
   * Has {@code prompt} show what is longer than the screen, and ask.
   *
   * @param prompt of the same terminal
   */
  public void use(Prompt prompt) {
    pager = prompt::page;
    questions = question -> Optional.of(prompt.ask(question));
    promptTerminal = Optional.of(prompt.terminal());
  }

  /** The answer to {@code question}; empty where nobody can be asked. */
  Optional<String> ask(String question) {
    flush();
    return questions.apply(question);
  }

  /** Lines of output that belong together. */
  void page(List<String> lines) {
    flush();
    if (!pager.test(lines)) {
      lines.forEach(this::line);
    }
  }

  /**
   * Tells of a failure: three lines of standard error.
   *
   * @param where stands before the first
   */
  public synchronized void tell(String where, Fault fault) {
    live("");
    // off a terminal programs count on three lines
    errorLines(FaultText.fitted(FaultText.of(where, fault), live ? width() : Integer.MAX_VALUE));
  }

  /** Lines of standard error, together. */
  synchronized void errorLines(List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    flush();
    String hidden = liveLine;
    live("");
    writeError(String.join("\n", lines) + "\n");
    live(hidden);
  }

  /** Shows {@code text} as the line that is written over; empty takes it away. */
  synchronized void live(String text) {
    if (!live || text.equals(liveLine)) {
      return;
    }
    if (liveLine.isEmpty()) {
      flush();
    }
    writeError(CLEAR_LINE + text);
    liveLine = text;
  }

  /** Clears the terminal, where there is one that can be cleared. */
  public synchronized void clear() {
    if (live && outIsTerminal) {
      flush();
      writeError("\u001b[H\u001b[2J");
    }
  }

  synchronized Optional<LentTerminal> lend() {
    if (!live || !outIsTerminal || CLibrary.isatty(0) != 1) {
      return Optional.empty();
    }
    live("");
    flush();
    if (promptTerminal.isPresent()) {
      return promptTerminal.map(terminal -> RawTerminal.of(terminal, this));
    }
    try {
      return Optional.of(RawTerminal.open(this));
    } catch (IOException e) {
      // what is shown is shown line by line then
      return Optional.empty();
    }
  }

  /** Bytes as they are. */
  synchronized void raw(byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
      out.flush();
    } catch (IOException e) {
      failed(e);
    }
  }

  /** Sends on what is still held back. */
  public synchronized void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      failed(e);
    }
  }

  private void failed(IOException e) {
    if (String.valueOf(e.getMessage()).contains("Broken pipe")) {
      // whoever read has what it wanted; the command itself goes on
      readerIsGone = true;
      return;
    }
    if (!readerIsGone) {
      readerIsGone = true;
      throw Fault.world(
              "cannot write to standard output",
              IoReason.of(e),
              "make room, or send the output elsewhere")
          .causedBy(e);
    }
  }

  private void writeError(String text) {
    try {
      errors.write(text.getBytes(StandardCharsets.UTF_8));
      errors.flush();
    } catch (IOException e) {
      // there is no place left to say it
    }
  }
}
