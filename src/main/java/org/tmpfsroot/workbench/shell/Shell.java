package org.tmpfsroot.workbench.shell;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.script.CommandFile;
import org.tmpfsroot.workbench.script.CommandLine;
import org.tmpfsroot.workbench.script.IncludeChain;
import org.tmpfsroot.workbench.script.Origin;
import org.tmpfsroot.workbench.script.Variables;
import org.tmpfsroot.workbench.script.Word;
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
  private boolean leaving;

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

  /** Runs commands given on the command line. */
  public ExitCode runLines(List<String> texts) {
    return loop(new TextLines("-c", texts.stream().flatMap(String::lines).iterator()));
  }

  /** Runs commands as they come in, such as from standard input. */
  public ExitCode runStream(Iterator<String> lines) {
    return loop(new TextLines("-", lines));
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
    try {
      return include(typed);
    } finally {
      variables = outer;
    }
  }

  ExitCode loop(LineSource source) {
    while (!leaving) {
      Optional<CommandLine> line;
      try {
        line = source.next();
      } catch (Fault fault) {
        tell(fault, Optional.empty());
        if (source.stopsAtFailure()) {
          return fault.exitCode();
        }
        continue;
      }
      if (line.isEmpty()) {
        break;
      }
      CommandLine command = line.get();
      ExitCode code = foreground.run(() -> run(command));
      boolean failed = code != ExitCode.DONE;
      boolean forgiven = command.mayFail() && code != ExitCode.CANCELLED && code != ExitCode.BUG;
      if (failed && !forgiven && source.stopsAtFailure()) {
        return code;
      }
    }
    return ExitCode.DONE;
  }

  /** Runs one command; whatever goes wrong is told here and becomes an exit code. */
  private ExitCode run(CommandLine line) {
    Optional<Origin> origin =
        line.origin().source().isEmpty() ? Optional.empty() : Optional.of(line.origin());
    try {
      ScreenOutput output = new ScreenOutput(screen);
      List<Word> words = Words.of(line.text(), variables);
      ExitCode code = words.isEmpty() ? ExitCode.DONE : parser.parse(words).run(output);
      screen.flush();
      return code;
    } catch (Cancelled cancelled) {
      return tellCancelled(origin);
    } catch (Fault fault) {
      if (foreground.isCancelled() && isInterruption(fault)) {
        return tellCancelled(origin);
      }
      tell(fault, origin);
      return fault.exitCode();
    } catch (RuntimeException | Error thrown) {
      if (foreground.isCancelled() && isInterruption(thrown)) {
        return tellCancelled(origin);
      }
      screen.live("");
      List<String> lines = new ArrayList<>(bugs.trace(thrown));
      lines.addAll(bugs.of(thrown, origin));
      screen.errorLines(lines);
      return ExitCode.BUG;
    }
  }

  /** Tells of a failure in three lines. */
  public void tell(Fault fault) {
    tell(fault, Optional.empty());
  }

  private void tell(Fault fault, Optional<Origin> origin) {
    screen.live("");
    List<String> lines = new ArrayList<>();
    Optional.ofNullable(fault.getCause()).map(bugs::trace).ifPresent(lines::addAll);
    lines.addAll(FaultText.of(fault, origin));
    screen.errorLines(lines);
  }

  private ExitCode tellCancelled(Optional<Origin> origin) {
    screen.live("");
    screen.errorLines(List.of(origin.map(place -> place + ": ").orElse("") + "cancelled"));
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
