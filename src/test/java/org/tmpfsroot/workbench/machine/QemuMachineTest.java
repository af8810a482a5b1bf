package org.tmpfsroot.workbench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.SpeakingDisk;

/** Real machines, with a program of a sector in them. Takes 5 s in all. */
@Tag("machine")
@RequiresPeer("qemu-system-x86_64")
class QemuMachineTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  private Machine speaking(SpeakingDisk.Then then) throws IOException {
    return Machine.of(BootFirmware.BIOS)
        .withMemory(Size.ofMiB(64))
        .withDrive(
            Drive.disk(
                SpeakingDisk.write(folder.resolve("a,disk"), "hello\r\nworld", then),
                DiskBus.SCSI,
                Drive.Writes.FORGOTTEN));
  }

  private RunningMachine start(Machine machine) {
    return start(machine, ConsoleView.NONE);
  }

  private RunningMachine start(Machine machine, ConsoleView view) {
    return new Qemu(folder.resolve("cache")).start(machine, Accelerator.TCG, view);
  }

  @ParameterizedTest
  @EnumSource(DiskBus.class)
  void startsFromADiskOnEachBus(DiskBus bus) throws IOException {
    Path disk =
        SpeakingDisk.write(folder.resolve("disk"), "from " + bus, SpeakingDisk.Then.SWITCH_OFF);
    Machine machine =
        Machine.of(BootFirmware.BIOS).withDrive(Drive.disk(disk, bus, Drive.Writes.KEPT));
    try (RunningMachine running = start(machine)) {
      Outcome outcome = running.await(Expectations.of(), LONG);
      assertEquals(Outcome.How.OFF, outcome.how());
      assertTrue(outcome.lastLines().contains("from " + bus), running.text());
    }
  }

  @Test
  void seesWhatIsExpectedInItsOrder() throws IOException {
    try (RunningMachine running = start(speaking(SpeakingDisk.Then.HANG))) {
      assertTrue(running.await(Expectations.of("hello", "world"), LONG).isMet());
      assertEquals(
          Outcome.How.TIMEOUT,
          running.await(Expectations.of("world", "hello"), Duration.ofMillis(10)).how());
    }
  }

  @Test
  void endsTheWaitAtWhatMustNotBeSaid() throws IOException {
    try (RunningMachine running = start(speaking(SpeakingDisk.Then.HANG))) {
      Outcome outcome = running.await(Expectations.of("never said").never("ell"), LONG);
      assertEquals(Outcome.How.REFUSED, outcome.how());
      assertEquals("hello", outcome.text());
    }
  }

  @Test
  void givesUpOnAMachineThatHangs() throws IOException {
    try (RunningMachine running = start(speaking(SpeakingDisk.Then.HANG))) {
      running.await(Expectations.of("world"), LONG);
      Outcome outcome = running.await(Expectations.of("login:"), Duration.ofMillis(100));
      assertEquals(Outcome.How.TIMEOUT, outcome.how());
      assertEquals(List.of("hello", "world"), outcome.lastLines());
      assertTrue(outcome.inWords().startsWith("did not say 'login:' within "), outcome.inWords());
    }
  }

  @Test
  void tellsAMachineThatEndsEarly() throws IOException {
    try (RunningMachine running = start(speaking(SpeakingDisk.Then.SWITCH_OFF))) {
      Outcome outcome = running.await(Expectations.of("login:"), LONG);
      assertEquals(Outcome.How.OFF, outcome.how());
      assertEquals("login:", outcome.text());
    }
  }

  @Test
  void takesARestartForTheEndUnlessTold() throws IOException {
    Machine machine = speaking(SpeakingDisk.Then.RESTART);
    try (RunningMachine running = start(machine)) {
      assertEquals(Outcome.How.OFF, running.await(Expectations.of("hello", "hello"), LONG).how());
    }
    try (RunningMachine running = start(machine.withRestarts())) {
      assertTrue(running.await(Expectations.of("hello", "hello", "hello"), LONG).isMet());
    }
  }

  @Test
  void typesAndShows() throws IOException {
    List<String> lines = new CopyOnWriteArrayList<>();
    ConsoleView view =
        new ConsoleView() {
          @Override
          public void line(String line) {
            lines.add(line);
          }
        };
    try (RunningMachine running = start(speaking(SpeakingDisk.Then.ECHO), view)) {
      running.await(Expectations.of("world"), LONG);
      running.type("typed\n".getBytes(StandardCharsets.US_ASCII));
      assertTrue(running.await(Expectations.of("typed"), LONG).isMet());
    }
    assertTrue(lines.containsAll(List.of("hello", "world", "typed")), lines.toString());
  }

  @Test
  void leavesTheDiskAsItWas() throws IOException {
    Machine machine = speaking(SpeakingDisk.Then.SWITCH_OFF);
    Path disk = machine.drives().get(0).file();
    byte[] before = Files.readAllBytes(disk);
    try (RunningMachine running = start(machine)) {
      running.await(Expectations.of(), LONG);
    }
    org.junit.jupiter.api.Assertions.assertArrayEquals(before, Files.readAllBytes(disk));
  }

  @Test
  void tellsWhyQemuDied() throws IOException {
    Path disk = SpeakingDisk.write(folder.resolve("disk"), "x", SpeakingDisk.Then.HANG);
    Machine machine =
        Machine.of(BootFirmware.BIOS).withDrive(Drive.disk(disk, DiskBus.SCSI, Drive.Writes.KEPT));
    try (RunningMachine first = start(machine)) {
      first.await(Expectations.of("x"), LONG);
      try (RunningMachine second = start(machine)) {
        Fault fault = assertThrows(Fault.class, () -> second.await(Expectations.of("x"), LONG));
        assertEquals(ExitCode.WORLD, fault.exitCode());
        assertTrue(fault.why().contains("lock"), fault.why());
      }
    }
  }

  @Test
  void endsTheMachineWhenCancelled() throws IOException {
    long before = machines();
    try (RunningMachine running = start(speaking(SpeakingDisk.Then.HANG))) {
      running.await(Expectations.of("world"), LONG);
      assertEquals(before + 1, machines());
      Thread.currentThread().interrupt();
      assertThrows(Cancelled.class, () -> running.await(Expectations.of("never"), LONG));
    }
    assertTrue(Thread.interrupted());
    assertEquals(before, machines());
  }

  @Test
  void endsTheMachineWhenTheProgramIsKilled() throws IOException {
    Path disk = SpeakingDisk.write(folder.resolve("disk"), "x", SpeakingDisk.Then.HANG);
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Starter.class.getName(),
                disk.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ProcessHandle machine;
    try (var said = program.inputReader()) {
      machine = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
    } finally {
      program.destroyForcibly();
    }
    machine.onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** Starts a machine from the disk it is told, says the number of its process, and waits. */
  static final class Starter {
    private Starter() {}

    public static void main(String[] words) throws InterruptedException {
      Path disk = Path.of(words[0]);
      Machine machine =
          Machine.of(BootFirmware.BIOS)
              .withDrive(Drive.disk(disk, DiskBus.SCSI, Drive.Writes.FORGOTTEN));
      Qemu qemu = new Qemu(disk.resolveSibling("cache"));
      try (RunningMachine running = qemu.start(machine, Accelerator.TCG, ConsoleView.NONE)) {
        running.await(Expectations.of("x"), LONG);
        ProcessHandle.current()
            .children()
            .filter(child -> child.info().command().orElse("").contains("qemu-system"))
            .forEach(child -> System.out.println(child.pid()));
        Thread.currentThread().join();
      }
    }
  }

  @Test
  void hasNoPowerButtonForAProgramThatDoesNotListen() throws IOException {
    try (RunningMachine running = start(speaking(SpeakingDisk.Then.HANG))) {
      running.await(Expectations.of("world"), LONG);
      assertFalse(running.shutDown(Duration.ofMillis(500)));
      running.cutPower();
      assertTrue(running.shutDown(LONG));
    }
  }

  @Test
  void fallsBackWhereKvmDoesNotCarry() throws IOException {
    Machine machine = speaking(SpeakingDisk.Then.SWITCH_OFF);
    try (RunningMachine running =
        new Qemu(folder.resolve("cache")).start(machine, Accelerator.AUTO, ConsoleView.NONE)) {
      assertEquals(Outcome.How.OFF, running.await(Expectations.of("never"), LONG).how());
      assertFalse(running.accelerator() == Accelerator.AUTO);
    }
  }

  private static long machines() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").contains("qemu-system"))
        .count();
  }
}
