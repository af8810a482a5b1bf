package org.tmpfsroot.workbench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.TemporaryFolder;

/** The waits, at a shell in a machine's place, which says what it says when it is meant to. */
class RunningMachineTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  private RunningMachine saying(String script) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", script).start();
    return new RunningMachine(
        shell,
        DeadMansSwitch.over(shell),
        TemporaryFolder.createIn(folder),
        folder.resolve("no monitor"),
        Accelerator.TCG,
        ConsoleView.NONE);
  }

  private static Outcome awaitRefusal(RunningMachine machine) {
    return machine.await(Expectations.of("never said").never("panic"), LONG);
  }

  @Test
  void waitsForTheRestOfALineThatMustNotCome() throws IOException {
    try (RunningMachine machine =
        saying("printf 'kernel panic'; sleep 0.2; printf ': no init\\nnext'; exec sleep 60")) {
      Outcome outcome = awaitRefusal(machine);
      assertEquals(Outcome.How.REFUSED, outcome.how());
      assertEquals("kernel panic: no init", outcome.text());
    }
  }

  @Test
  void takesALineThatNeverEndsAsItIs() throws IOException {
    try (RunningMachine machine = saying("printf 'first\\nkernel panic: no'; exec sleep 60")) {
      assertEquals("kernel panic: no", awaitRefusal(machine).text());
    }
  }

  @Test
  void takesTheLastLineOfAMachineThatIsOff() throws IOException {
    try (RunningMachine machine = saying("printf 'kernel panic: no init'")) {
      assertEquals("kernel panic: no init", awaitRefusal(machine).text());
    }
  }
}
