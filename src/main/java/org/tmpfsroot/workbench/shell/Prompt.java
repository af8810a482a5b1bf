package org.tmpfsroot.workbench.shell;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.tmpfsroot.workbench.script.CommandLine;
import org.tmpfsroot.workbench.script.LineAssembler;

/**
 * The prompt of a terminal: editing, history and completion. Ctrl-C gives a line up, Ctrl-D leaves.
 */
public final class Prompt implements LineSource, AutoCloseable {
  private final Terminal terminal;
  private final LineReader reader;
  private final Supplier<ShellState> state;
  private final LineAssembler assembler = new LineAssembler("");

  private Prompt(Terminal terminal, LineReader reader, Supplier<ShellState> state) {
    this.terminal = terminal;
    this.reader = reader;
    this.state = state;
  }

  /**
   * Takes the program's terminal over.
   *
   * @param plain without colour, moving cursor and anything drawn twice
   * @param state asked before each line
   * @param onInterrupt what Ctrl-C does while no line is being typed
   */
  public static Prompt open(
      Commands commands,
      CommandHistory history,
      boolean plain,
      Supplier<ShellState> state,
      Runnable onInterrupt)
      throws IOException {
    TerminalBuilder builder =
        TerminalBuilder.builder()
            .system(true)
            .provider("jni")
            .nativeSignals(true)
            .encoding("UTF-8")
            // without this JLine warns where the terminal is a simple one
            .dumb(true);
    Terminal terminal = (plain ? builder.type(Terminal.TYPE_DUMB) : builder).build();
    terminal.handle(Terminal.Signal.INT, signal -> onInterrupt.run());
    DefaultParser parser = new DefaultParser();
    parser.setEofOnUnclosedQuote(false);
    parser.setEofOnEscapedNewLine(false);
    history.prepare();
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("workbench")
            .parser(parser)
            .history(CommandHistory.withoutSecrets())
            .completer(new Completion(commands))
            .variable(LineReader.HISTORY_FILE, history.file())
            .variable(LineReader.HISTORY_SIZE, 5000)
            .variable(LineReader.HISTORY_FILE_SIZE, 5000)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "")
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.INSERT_TAB, false)
            .option(LineReader.Option.BRACKETED_PASTE, !plain)
            .build();
    return new Prompt(terminal, reader, state);
  }

  /** The columns of the program's terminal; 80 where it does not say. */
  public static int widthOfTerminal() {
    try {
      int columns = org.jline.nativ.CLibrary.getTerminalWidth(1);
      return columns > 0 ? columns : 80;
    } catch (UnsatisfiedLinkError e) {
      return 80;
    }
  }

  @Override
  public Optional<CommandLine> next() {
    while (true) {
      try {
        Optional<CommandLine> command = assembler.take(reader.readLine(text()));
        if (command.isPresent()) {
          return command;
        }
      } catch (UserInterruptException e) {
        assembler.forget();
      } catch (EndOfFileException e) {
        assembler.forget();
        terminal.writer().println();
        terminal.flush();
        return Optional.empty();
      }
    }
  }

  @Override
  public boolean stopsAtFailure() {
    return false;
  }

  @Override
  public boolean agreesToLeave() {
    if (!state.get().unsaved()) {
      return true;
    }
    try {
      reader.setVariable(LineReader.DISABLE_HISTORY, true);
      String answer = reader.readLine("There are unsaved changes. Leave and lose them? [y/N] ");
      return answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
    } catch (UserInterruptException e) {
      return false;
    } catch (EndOfFileException e) {
      // a second Ctrl-D, or the terminal is gone
      return true;
    } finally {
      reader.setVariable(LineReader.DISABLE_HISTORY, false);
    }
  }

  private String text() {
    if (assembler.isContinuing()) {
      return "... ";
    }
    ShellState now = state.get();
    String label = now.label().isEmpty() ? "workbench" : now.label();
    return Visible.safe(label) + (now.unsaved() ? "*" : "") + "> ";
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
