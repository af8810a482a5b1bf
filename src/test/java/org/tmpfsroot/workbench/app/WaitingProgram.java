package org.tmpfsroot.workbench.app;

import java.util.ArrayList;
import java.util.List;
import org.springframework.shell.core.command.annotation.Command;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;

/** The program with commands that last, and one with an error in it, for tests of cancelling. */
public final class WaitingProgram {
  private WaitingProgram() {}

  /** Starts it. */
  public static void main(String[] words) {
    List<Class<?>> classes = new ArrayList<>(CommandClasses.ALL);
    classes.add(WaitCommands.class);
    System.exit(Program.run(List.of(words), System.getenv(), classes).number());
  }

  /** {@code wait …}. */
  @Noun(value = "wait", about = "commands that last")
  public static final class WaitCommands {

    @Command(
        name = {"wait", "politely"},
        description = "until it is cancelled",
        help = "> wait politely")
    public void politely(Output output) {
      output.line("waiting");
      try (Progress.Task task = output.progress().begin("polite work", 100)) {
        task.advance(100);
        Thread.sleep(60_000);
      } catch (InterruptedException e) {
        throw new Cancelled();
      }
    }

    @Command(
        name = {"wait", "stubbornly"},
        description = "until it is cancelled three times",
        help = "> wait stubbornly")
    public void stubbornly(Output output) {
      output.line("waiting");
      for (int i = 0; i < 3; ) {
        try {
          Thread.sleep(60_000);
          return;
        } catch (InterruptedException e) {
          i++;
          // told, since one that comes before the last was noticed is lost
          output.line("heard " + i);
        }
      }
      output.line("ended on its own");
    }

    @Command(
        name = {"wait", "brokenly"},
        description = "fail as a bug does",
        help = "> wait brokenly")
    public void brokenly(Output output) {
      if (output.width() > 0) {
        throw new IllegalStateException("two\nlines");
      }
    }
  }
}
