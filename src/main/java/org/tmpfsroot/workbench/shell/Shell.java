package org.tmpfsroot.workbench.shell;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.script.CommandFile;
import org.tmpfsroot.workbench.script.CommandLine;
import org.tmpfsroot.workbench.script.IncludeChain;
import org.tmpfsroot.workbench.script.Variables;
import org.tmpfsroot.workbench.script.Words;

/**
 * The one loop: takes a command from wherever commands come from, parses it, runs it, tells what
 * went wrong. Wherever a command comes from, it runs the same.
 */
public final class Shell {
  private final StrictParser parser;
  private final Screen screen;
  private final BugReport bugs;
  private final Foreground foreground = new Foreground();
  private Variables variables;
  private IncludeChain files = IncludeChain.EMPTY;
  private Optional<Recording> recording = Optional.empty();
  private int filesRun;
  private boolean leaving;
  private boolean checking;
  private int findings;

  /**
   * A shell that has run nothing yet.
   *
   * @param crashes the folder for traces of errors in the program
   * @param debug whether traces are shown
   */
  public Shell(Commands commands, Screen screen, Variables variables, Path crashes, boolean debug) {
    this.parser = new StrictParser(commands);
    this.screen = screen;
    this.variables = variables;
    this.bugs = new BugReport(crashes, debug);
  }

  /** What {@code ${NAME}} stands for in the text being run. */
  public Variables variables() {
    return variables;
  }

  /** Ends the program when the command that asks for it is done. */
  public void leave() {
    leaving = true;
  }

  /**
   * Asks the running command to end; it may take its time to leave things whole.
   *
   * @return whether one is running
   */
  public boolean cancel() {
    int asked = foreground.cancel();
    if (asked > 1) {
      screen.errorLines(
          List.of("still waiting for the command to end; what it does is left whole"));
    }
    return asked > 0;
  }

  /**
   * Runs commands given on the command line.
   *
   * @param name stands before line numbers in messages
   */
  public ExitCode runLines(String name, List<String> texts) {
    return loop(new TextLines(name, texts.stream().flatMap(String::lines).iterator()));
  }

  /** Runs commands as they come in, such as from standard input. */
  public ExitCode runStream(Iterator<String> lines) {
    return loop(new TextLines("-", lines));
  }

  /** Runs what is typed at {@code prompt} until it is left. */
  public ExitCode runPrompt(Prompt prompt) {
    return loop(prompt);
  }

  /**
   * Runs the file named {@code typed}, seen from the file that is being run, with the variables
   * that are set.
   *
   * @return how its first failing command ended; it is told already
   * @throws Fault (usage) when the file cannot be read or is being run already
   */
  public ExitCode include(String typed) {
    IncludeChain outer = files;
    Path file = outer.resolve(typed);
    IncludeChain inner = outer.enter(file);
    CommandFile commands = CommandFile.read(file, file.toString());
    files = inner;
    try {
      return loop(new FileLines(commands));
    } finally {
      files = outer;
    }
  }

  /**
   * Runs a file as the launcher would: with no variables but those of {@code assignments}, each
   * {@code NAME=VALUE}.
   *
   * @return how its first failing command ended; it is told already
   * @throws Fault (usage) when the file cannot be read or an assignment is not one
   */
  public ExitCode runFile(String typed, List<String> assignments) {
    Variables outer = variables;
    Variables inner = outer.fresh();
    assignments.forEach(inner::let);
    variables = inner;
    filesRun++;
    try {
      return include(typed);
    } finally {
      filesRun--;
      variables = outer;
    }
  }

  /**
   * Writes every command that succeeds from now on into {@code file}.
   *
   * @throws Fault (usage) when commands are being recorded already, or the file is there; (world)
   *     when it cannot be written
   */
  public void record(Path file) {
    recording.ifPresent(
        running -> {
          throw Fault.usage(
              "cannot record into " + file,
              "what is typed is being recorded into " + running.file(),
              "type `script stop` first");
        });
    recording = Optional.of(Recording.into(file, filesRun));
  }

  /**
   * Ends what {@link #record} began.
   *
   * @throws Fault (usage) when nothing is being recorded
   */
  public Recording stopRecording() {
    Recording ended =
        recording.orElseThrow(
            () ->
                Fault.usage(
                    "nothing is being recorded",
                    "no recording was begun, or it was ended",
                    "type `script record FILE` to begin one"));
    recording = Optional.empty();
    return ended;
  }

  /**
   * Runs the file named on the command line; that it cannot be read is told, too.
   *
   * @return how its first failing command ended
   */
  public ExitCode start(String file, List<String> assignments) {
    return foreground.run(() -> told("", () -> runFile(file, assignments)));
  }

  /**
   * Parses every line of a file and of those it includes, and runs none. What is wrong is told.
   *
   * @return the number of lines that would fail
   * @throws Fault (usage) when the file cannot be read or an assignment is not one
   */
  public int check(String typed, List<String> assignments) {
    boolean outer = checking;
    int before = findings;
    checking = true;
    try {
      runFile(typed, assignments);
      return findings - before;
    } finally {
      checking = outer;
      findings = before;
    }
  }

  private ExitCode loop(LineSource source) {
    boolean stops = source.stopsAtFailure() && !checking;
    while (true) {
      Optional<CommandLine> line;
      try {
        line = source.next();
      } catch (Fault fault) {
        tell("", fault);
        if (stops) {
          return fault.exitCode();
        }
        continue;
      }
      ExitCode code = line.map(command -> foreground.run(() -> run(command))).orElse(ExitCode.DONE);
      if (stops && foreground.isCancelled()) {
        // the command may have come to its end nevertheless; the text is not gone on with
        return code == ExitCode.DONE ? tellCancelled("") : ExitCode.CANCELLED;
      }
      if (stops && code != ExitCode.DONE && !isForgiven(line, code)) {
        return code;
      }
      if (leaving || line.isEmpty()) {
        if (source.agreesToLeave()) {
          return ExitCode.DONE;
        }
        leaving = false;
      }
    }
  }

  private static boolean isForgiven(Optional<CommandLine> line, ExitCode code) {
    return line.map(CommandLine::mayFail).orElse(false)
        && code != ExitCode.CANCELLED
        && code != ExitCode.BUG;
  }

  private ExitCode run(CommandLine line) {
    ExitCode code = told(line.origin().prefix(), () -> runLine(line));
    if (checking && code != ExitCode.DONE) {
      findings++;
    }
    return code;
  }

  private ExitCode runLine(CommandLine line) {
    Call call = parser.parse(Words.of(line.text(), variables));
    if (checking && !call.command().isPartOfLanguage()) {
      return ExitCode.DONE;
    }
    ExitCode code = call.run(new ScreenOutput(screen));
    screen.flush();
    if (code == ExitCode.DONE) {
      take(line, call.command().getName());
    }
    return code;
  }

  /** A command that did its work has done it, whether that can be written down or not. */
  private void take(CommandLine line, String command) {
    try {
      recording.ifPresent(running -> running.take(line, command, filesRun));
    } catch (Fault fault) {
      recording = Optional.empty();
      tell("", fault.within("the recording has ended"));
    }
  }

  /** Something that may fail. */
  private interface Work {
    ExitCode run();
  }

  /** Does it; whatever goes wrong is told and becomes an exit code. */
  private ExitCode told(String where, Work work) {
    try {
      return work.run();
    } catch (Cancelled cancelled) {
      return tellCancelled(where);
    } catch (Fault fault) {
      if (foreground.isCancelled() && isInterruption(fault)) {
        return tellCancelled(where);
      }
      tell(where, fault);
      return fault.exitCode();
    } catch (RuntimeException | Error thrown) {
      if (foreground.isCancelled() && isInterruption(thrown)) {
        return tellCancelled(where);
      }
      screen.live("");
      screen.errorLines(bugs.of(where, thrown));
      return ExitCode.BUG;
    }
  }

  private void tell(String where, Fault fault) {
    Optional.ofNullable(fault.getCause()).map(bugs::trace).ifPresent(screen::errorLines);
    screen.tell(where, fault);
  }

  private ExitCode tellCancelled(String where) {
    screen.live("");
    screen.errorLines(List.of(where + "cancelled"));
    return ExitCode.CANCELLED;
  }

  private static boolean isInterruption(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof InterruptedException
          || t instanceof InterruptedIOException
          || t instanceof ClosedByInterruptException
          || t instanceof Cancelled) {
        return true;
      }
    }
    return false;
  }
}
