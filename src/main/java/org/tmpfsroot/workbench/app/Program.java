package org.tmpfsroot.workbench.app;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;
import org.springframework.context.support.GenericApplicationContext;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.script.Words;
import org.tmpfsroot.workbench.session.UnsavedSessions;
import org.tmpfsroot.workbench.shell.Aside;
import org.tmpfsroot.workbench.shell.CommandHistory;
import org.tmpfsroot.workbench.shell.Commands;
import org.tmpfsroot.workbench.shell.Look;
import org.tmpfsroot.workbench.shell.Prompt;
import org.tmpfsroot.workbench.shell.Screen;
import org.tmpfsroot.workbench.shell.Shell;

/** One run of the program, from the words of the call to the exit code. */
public final class Program {
  /** How long a command may take to leave things whole when the system ends the program. */
  private static final long GRACE_SECONDS = 10;

  private Program() {}

  /**
   * Runs it; nothing is left running but what the caller ends with the process.
   *
   * @param words the words of the call
   */
  public static ExitCode run(List<String> words, Map<String, String> environment) {
    return run(words, environment, CommandClasses.ALL);
  }

  /** The same with these commands instead of the program's own. */
  static ExitCode run(
      List<String> words, Map<String, String> environment, List<Class<?>> commandClasses) {
    boolean outIsTerminal = Streams.isTerminal(Streams.OUTPUT);
    try {
      Invocation call = Invocation.parse(words);
      Preferences preferences = Preferences.of(call.options(), environment);
      boolean live = Streams.isTerminal(Streams.ERRORS) && preferences.look() != Look.PLAIN;
      Screen screen =
          new Screen(
              Streams.output(),
              Streams.errors(),
              outIsTerminal,
              live,
              outIsTerminal && preferences.look() == Look.COLOUR,
              () -> outIsTerminal ? Prompt.widthOfTerminal() : Integer.MAX_VALUE);
      if (call.mode() instanceof Invocation.Help) {
        Invocation.USAGE.forEach(screen::line);
        screen.flush();
        return ExitCode.DONE;
      }
      return run(call, preferences, screen, commandClasses);
    } catch (Fault fault) {
      Screen screen = new Screen(Streams.output(), Streams.errors(), false, false, false, () -> 80);
      screen.tell("", fault);
      return fault.exitCode();
    }
  }

  private static ExitCode run(
      Invocation call, Preferences preferences, Screen screen, List<Class<?>> commandClasses) {
    CountDownLatch ended = new CountDownLatch(1);
    try (GenericApplicationContext beans = Wiring.of(preferences, screen, commandClasses)) {
      Shell shell = beans.getBean(Shell.class);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> endWhole(shell, ended), "shutdown"));
      if (!call.session().isEmpty()) {
        ExitCode opened =
            shell.runLines("--session", List.of("session open " + Words.quote(call.session())));
        if (opened != ExitCode.DONE) {
          return opened;
        }
      }
      if (call.mode() instanceof Invocation.AtPrompt
          && Streams.isTerminal(Streams.OUTPUT)
          && Streams.isTerminal(Streams.INPUT)) {
        return prompt(beans, shell, preferences);
      }
      Signals.register("INT", () -> cancelOrExit(shell));
      if (call.mode() instanceof Invocation.FromFile file) {
        return shell.start(file.file(), file.assignments());
      }
      if (call.mode() instanceof Invocation.FromCall commands) {
        return shell.runLines("-c", commands.commands());
      }
      return shell.runStream(Streams.inputLines());
    } finally {
      ended.countDown();
    }
  }

  private static ExitCode prompt(
      GenericApplicationContext beans, Shell shell, Preferences preferences) {
    try (Prompt prompt =
        Prompt.open(
            beans.getBean(Commands.class),
            beans.getBean(CommandHistory.class),
            preferences.look(),
            beans.getBean(Wiring.State.class),
            beans.getBean(Aside.class),
            shell::cancel)) {
      Screen screen = beans.getBean(Screen.class);
      screen.use(prompt);
      try (UnsavedSessions unsaved = beans.getBean(UnsavedSessions.class)) {
        unsaved.left().forEach(left -> offer(left, screen));
        unsaved.guard();
        ExitCode code = shell.runPrompt(prompt);
        if (!prompt.isCutOff()) {
          unsaved.forget();
        }
        return code;
      }
    } catch (IOException e) {
      throw Fault.world(
              "cannot open the prompt",
              IoReason.of(e),
              "give commands with -c or in a file instead")
          .causedBy(e);
    }
  }

  private static void offer(UnsavedSessions.Left left, Screen screen) {
    screen.line(
        "the session "
            + left.name()
            + " was not saved when its program was killed; session recover "
            + Words.quote(left.name())
            + " brings it back");
    screen.flush();
  }

  private static void cancelOrExit(Shell shell) {
    if (!shell.cancel()) {
      System.exit(ExitCode.CANCELLED.number());
    }
  }

  /** What the system's wish to end the program does: the command is cancelled, not cut off. */
  private static void endWhole(Shell shell, CountDownLatch ended) {
    if (ended.getCount() == 0 || !shell.cancel()) {
      return;
    }
    try {
      if (!ended.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(ExitCode.CANCELLED.number());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
