package org.tmpfsroot.workbench.shell.command;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.machine.Accelerator;
import org.tmpfsroot.workbench.machine.ConsoleView;
import org.tmpfsroot.workbench.machine.Expectations;
import org.tmpfsroot.workbench.machine.Machine;
import org.tmpfsroot.workbench.machine.Outcome;
import org.tmpfsroot.workbench.machine.Qemu;
import org.tmpfsroot.workbench.machine.RunningMachine;
import org.tmpfsroot.workbench.shell.LentTerminal;
import org.tmpfsroot.workbench.shell.Output;

/**
 * A machine's serial line before the user's eyes: at a terminal as it is, and what is typed goes to
 * the machine; elsewhere line by line.
 *
 * @param expected what it has to say, in this order
 * @param seconds its time limit; where there is none, and nobody at a terminal to end it, ten
 *     minutes
 */
record MachineShow(Qemu qemu, List<String> expected, Optional<Integer> seconds) {
  /** How {@code Ctrl-]} arrives. */
  private static final byte LEAVE = 0x1d;

  private static final Duration USUAL_LIMIT = Duration.ofMinutes(10);
  private static final Duration NO_LIMIT = Duration.ofDays(365);
  private static final Duration CLEAN_END = Duration.ofSeconds(60);
  private static final int LAST_LINES = 3;

  /**
   * Shows it to its end.
   *
   * @param keepsWrites whether leaving it presses the power button instead of cutting the power
   * @throws Fault (session) when it does not say what is expected, or not in time
   */
  void run(Machine machine, Accelerator accelerator, boolean keepsWrites, Output output) {
    seconds.ifPresent(MachineShow::refuseNoTime);
    Optional<LentTerminal> terminal = output.lend();
    Outcome outcome;
    if (terminal.isPresent()) {
      outcome = atTerminal(machine, accelerator, keepsWrites, terminal.get());
    } else {
      ConsoleView view =
          new ConsoleView() {
            @Override
            public void line(String line) {
              output.verbatim(line);
            }
          };
      try (RunningMachine running = qemu.start(machine, accelerator, view)) {
        outcome = running.await(Expectations.of(expected), limit(USUAL_LIMIT));
      }
    }
    tell(outcome, output);
  }

  private Duration limit(Duration otherwise) {
    return seconds.map(Duration::ofSeconds).orElse(otherwise);
  }

  private static void refuseNoTime(int seconds) {
    if (seconds < 1) {
      throw Fault.usage(
          "--timeout " + seconds + " is no time", "it is less than a second", "type 1 or more");
    }
  }

  private Outcome atTerminal(
      Machine machine, Accelerator accelerator, boolean keepsWrites, LentTerminal terminal) {
    byte[] hint = "the machine's serial line; Ctrl-] ends it\r\n".getBytes(StandardCharsets.UTF_8);
    ConsoleView view =
        new ConsoleView() {
          @Override
          public void bytes(byte[] buffer, int length) {
            terminal.show(buffer, length);
          }
        };
    try (terminal) {
      terminal.show(hint, hint.length);
      try (RunningMachine running = qemu.start(machine, accelerator, view)) {
        Thread keyboard = new Thread(() -> type(running, keepsWrites, terminal), "keyboard");
        keyboard.setDaemon(true);
        keyboard.start();
        try {
          return running.await(
              Expectations.of(expected), limit(expected.isEmpty() ? NO_LIMIT : USUAL_LIMIT));
        } finally {
          keyboard.interrupt();
          joined(keyboard);
        }
      } finally {
        terminal.show("\u001b[0m\r\n".getBytes(StandardCharsets.US_ASCII), 6);
      }
    }
  }

  /** The terminal must not be given back while somebody reads from it. */
  private static void joined(Thread keyboard) {
    try {
      keyboard.join(CLEAN_END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void type(RunningMachine machine, boolean keepsWrites, LentTerminal terminal) {
    boolean asked = false;
    while (!Thread.currentThread().isInterrupted()) {
      byte[] keys = terminal.pressed();
      int leave = indexOf(keys, LEAVE);
      if (leave < 0) {
        if (keys.length > 0) {
          machine.type(keys);
        }
      } else if (keepsWrites && !asked) {
        asked = true;
        machine.pressPowerButton();
      } else {
        machine.cutPower();
        return;
      }
    }
  }

  private static int indexOf(byte[] bytes, byte wanted) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private void tell(Outcome outcome, Output output) {
    boolean isWell =
        outcome.isMet() || (expected.isEmpty() && outcome.how() != Outcome.How.TIMEOUT);
    if (isWell) {
      output.line("the machine " + outcome.inWords());
      return;
    }
    List<String> last = outcome.lastLines();
    String words =
        String.join(" / ", last.subList(Math.max(0, last.size() - LAST_LINES), last.size()));
    throw Fault.session(
        "the machine did not come up as expected",
        "it "
            + outcome.inWords()
            + (words.isEmpty() ? "; it said nothing" : "; its last words: " + words),
        "give it more time with --timeout, or look at what it said above");
  }
}
