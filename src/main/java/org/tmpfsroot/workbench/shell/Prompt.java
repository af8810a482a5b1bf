package org.tmpfsroot.workbench.shell;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.jline.builtins.Less;
import org.jline.builtins.Source;
import org.jline.keymap.KeyMap;
import org.jline.nativ.CLibrary;
import org.jline.reader.Binding;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.SuggestionType;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.Widget;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.jline.widget.AutosuggestionWidgets;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.script.CommandLine;
import org.tmpfsroot.workbench.script.LineAssembler;

/**
 * The prompt of a terminal: editing, history and completion. Ctrl-C gives a line up, Ctrl-D leaves,
 * F1 or Alt-h tells of the word under the cursor, an open quote or a backslash at the end asks for
 * another line, which can be gone back from. A line that began like one typed before is proposed:
 * the right arrow takes it.
 */
public final class Prompt implements LineSource, AutoCloseable {
  private static final int STANDARD_INPUT = 0;
  private static final String HELP_WIDGET = "help-for-word";
  private static final String ASIDE_WIDGET = "show-aside";

  /** Stands below the first page, where the pager has the name of a file. */
  private static final String PAGER_HINT = "Space shows more, q leaves";

  private final Terminal terminal;
  private final LineReaderImpl reader;
  private final Supplier<ShellState> state;
  private final boolean colour;
  private final boolean plain;
  private final LineAssembler assembler = new LineAssembler("");
  private final Deque<String> lines = new ConcurrentLinkedDeque<>();

  /** Whether something may be shown beside the line; guarded by JLine's lock. */
  private boolean typing;

  private Prompt(Terminal terminal, LineReaderImpl reader, Supplier<ShellState> state, Look look) {
    this.terminal = terminal;
    this.reader = reader;
    this.state = state;
    this.colour = look == Look.COLOUR;
    this.plain = look == Look.PLAIN;
  }

  /**
   * Takes the program's terminal over.
   *
   * @param look without {@code colour}; {@code plain}: and without moving cursor and anything drawn
   *     twice
   * @param state asked before each line
   * @param aside told at the right, where something can be drawn twice
   * @param onInterrupt what Ctrl-C does while no line is being typed
   */
  public static Prompt open(
      Commands commands,
      CommandHistory history,
      Look look,
      Supplier<ShellState> state,
      Aside<?> aside,
      Runnable onInterrupt)
      throws IOException {
    boolean plain = look == Look.PLAIN;
    TerminalBuilder builder =
        TerminalBuilder.builder()
            .system(true)
            .provider("jni")
            .nativeSignals(true)
            .encoding("UTF-8")
            // without this JLine warns where the terminal is a simple one
            .dumb(true);
    Terminal terminal = (plain ? builder.type(Terminal.TYPE_DUMB) : builder).build();
    DefaultParser parser = plain ? new DefaultParser() : new WaitingForQuotes();
    parser.setEofOnUnclosedQuote(false);
    parser.setEofOnEscapedNewLine(!plain);
    history.prepare();
    LineReaderBuilder reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("workbench")
            .parser(parser)
            .history(CommandHistory.withoutSecrets())
            .completer(new Completion(commands))
            .variable(LineReader.HISTORY_FILE, history.file())
            .variable(LineReader.HISTORY_SIZE, 5000)
            .variable(LineReader.HISTORY_FILE_SIZE, 5000)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "... ")
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.INSERT_TAB, false)
            .option(LineReader.Option.BRACKETED_PASTE, !plain);
    if (look == Look.COLOUR) {
      reader.highlighter(new LineColours(commands));
    }
    Prompt prompt = new Prompt(terminal, (LineReaderImpl) reader.build(), state, look);
    terminal.handle(
        Terminal.Signal.INT,
        signal -> {
          prompt.lines.clear();
          onInterrupt.run();
        });
    prompt.addKeys(new WordHelp(commands, new Manual(commands, state)));
    if (!plain) {
      prompt.show(aside);
    }
    return prompt;
  }

  /** JLine runs each of these widgets under its lock, whichever thread asks for it. */
  private void show(Aside<?> aside) {
    Map<String, Widget> widgets = reader.getWidgets();
    widgets.put(
        LineReader.CALLBACK_INIT,
        () -> {
          typing = true;
          reader.setRightPrompt(aside.look(this::askForAside).shown(colour));
          return true;
        });
    widgets.put(
        ASIDE_WIDGET,
        () -> {
          if (!typing) {
            return true;
          }
          reader.setRightPrompt(aside.shown().shown(colour));
          return reader.redisplay();
        });
    // it is of the moment: what scrolls up is what was typed. JLine gives its lock away between
    // this and the last drawing of the line
    widgets.put(
        LineReader.CALLBACK_FINISH,
        () -> {
          typing = false;
          reader.setRightPrompt("");
          return true;
        });
  }

  private void askForAside() {
    try {
      reader.callWidget(ASIDE_WIDGET);
    } catch (IllegalStateException e) {
      // no line is being typed any more; the next one begins with it
    }
  }

  /** Asks for another line while a quote is open. */
  private static final class WaitingForQuotes extends DefaultParser {
    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
      if (context == ParseContext.ACCEPT_LINE && TypedText.of(line).open()) {
        throw new EOFError(-1, -1, "a quote is open");
      }
      return super.parse(line, cursor, context);
    }
  }

  private void addKeys(WordHelp help) {
    if (!plain) {
      new AutosuggestionWidgets(reader).enable();
      reader.setAutosuggestion(SuggestionType.HISTORY);
    }
    reader.getWidgets().put(HELP_WIDGET, () -> explain(help));
    KeyMap<Binding> keys = Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN));
    keys.bind(new Reference(HELP_WIDGET), KeyMap.alt('h'));
    String f1 = KeyMap.key(terminal, InfoCmp.Capability.key_f1);
    if (f1 != null) {
      keys.bind(new Reference(HELP_WIDGET), f1);
    }
  }

  private boolean explain(WordHelp help) {
    String line = reader.getBuffer().toString();
    StringBuilder text = new StringBuilder();
    FittedPage.of(help.of(line, reader.getBuffer().cursor()), columns())
        .forEach(each -> text.append(Visible.safe(each)).append('\n'));
    reader.printAbove(text.toString());
    return true;
  }

  Terminal terminal() {
    return terminal;
  }

  /** The columns of the program's terminal; 80 where it does not say. */
  public static int widthOfTerminal() {
    try {
      int columns = CLibrary.getTerminalWidth(1);
      return columns > 0 ? columns : 80;
    } catch (UnsatisfiedLinkError e) {
      return 80;
    }
  }

  /** A terminal without cursor control does not tell JLine. */
  private int columns() {
    int columns = terminal.getWidth();
    return columns > 0 ? columns : widthOfTerminal();
  }

  @Override
  public Optional<CommandLine> next() {
    while (true) {
      try {
        if (lines.isEmpty()) {
          // a pasted or continued text has several lines
          TypedText.of(reader.readLine(text())).joined().lines().forEach(lines::add);
        }
        while (!lines.isEmpty()) {
          Optional<CommandLine> command = assembler.take(lines.remove());
          if (command.isPresent()) {
            return command;
          }
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

  /**
   * Leafs through what is longer than the screen.
   *
   * @return whether that was done; it is not where the cursor cannot move
   */
  public boolean page(List<String> text) {
    int rows = terminal.getHeight();
    if (plain || rows < 3 || text.size() < rows) {
      return false;
    }
    String whole = String.join("\n", text) + "\n";
    try {
      new Less(terminal, Path.of(""))
          .run(
              new Source.InputStreamSource(
                  new ByteArrayInputStream(whole.getBytes(StandardCharsets.UTF_8)),
                  true,
                  PAGER_HINT));
      return true;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new Cancelled();
    }
  }

  @Override
  public boolean stopsAtFailure() {
    return false;
  }

  @Override
  public boolean agreesToLeave() {
    if (!state.get().unsaved() || isCutOff()) {
      return true;
    }
    try {
      return asked("There are unsaved changes. Leave and lose them? [y/N] ")
          .toLowerCase(Locale.ROOT)
          .startsWith("y");
    } catch (UserInterruptException e) {
      return false;
    } catch (EndOfFileException e) {
      // a second Ctrl-D, or the terminal is gone
      return true;
    }
  }

  /**
   * Whether nobody can be asked any more: the terminal is gone, or the system ends the program. The
   * end of what is typed looks the same then as a Ctrl-D.
   */
  public boolean isCutOff() {
    return CLibrary.isatty(STANDARD_INPUT) != 1 || isEnding();
  }

  /** Java tells of its own end only by refusing what comes too late for it. */
  private static boolean isEnding() {
    Thread never = new Thread(() -> {}, "never");
    try {
      Runtime.getRuntime().addShutdownHook(never);
      Runtime.getRuntime().removeShutdownHook(never);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /**
   * Asks whoever sits at the terminal, while a command runs.
   *
   * @throws Cancelled at Ctrl-C and at the end of what is typed
   */
  String ask(String question) {
    try {
      return asked(question);
    } catch (UserInterruptException | EndOfFileException e) {
      throw new Cancelled();
    }
  }

  /** An answer is no command: it is neither kept nor completed. */
  private String asked(String question) {
    LineReader asking =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .variable(LineReader.DISABLE_HISTORY, true)
            .variable(LineReader.DISABLE_COMPLETION, true)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
    return asking.readLine(question).strip();
  }

  private String text() {
    return assembler.isContinuing() ? "... " : PromptText.of(state.get(), columns()).shown(colour);
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
