package org.tmpfsroot.workbench.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.machine.Accelerator;
import org.tmpfsroot.workbench.machine.BootFirmware;
import org.tmpfsroot.workbench.machine.ConsoleView;
import org.tmpfsroot.workbench.machine.DiskBus;
import org.tmpfsroot.workbench.machine.Drive;
import org.tmpfsroot.workbench.machine.Expectations;
import org.tmpfsroot.workbench.machine.Machine;
import org.tmpfsroot.workbench.machine.Outcome;
import org.tmpfsroot.workbench.machine.Qemu;
import org.tmpfsroot.workbench.machine.RunningMachine;

/** A machine with an {@link InstalledSystem} on its disk. */
public final class Guest implements AutoCloseable {
  // an emulated machine needs one to two minutes; this is for one beside many others
  private static final Duration LIMIT = Duration.ofMinutes(12);
  private static final Size MEMORY = Size.ofMiB(1024);

  private final RunningMachine machine;
  private int asked;

  private Guest(RunningMachine machine) {
    this.machine = machine;
  }

  /** A small machine that goes on after a restart. */
  public static Machine machine(BootFirmware firmware, DiskBus bus, Path disk) {
    return machine(firmware, Drive.disk(disk, bus, Drive.Writes.KEPT));
  }

  /** The same with its disk as given. */
  public static Machine machine(BootFirmware firmware, Drive drive) {
    return Machine.of(firmware)
        .withMemory(MEMORY)
        .withProcessors(1)
        .withDrive(drive)
        .withRestarts();
  }

  public static Guest start(Machine machine) {
    // KVM may be there and hang; nothing here depends on who carries out the instructions
    Qemu qemu = new Qemu(Path.of("target/installed/qemu"));
    return new Guest(qemu.start(machine, Accelerator.TCG, keptConsole()));
  }

  /** What each machine said lies under {@code target/installed/consoles} afterwards. */
  private static ConsoleView keptConsole() {
    try {
      Path folder = Files.createDirectories(Path.of("target/installed/consoles"));
      Path file = Files.createTempFile(folder, "console", ".log");
      return new ConsoleView() {
        @Override
        public void line(String line) {
          try {
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until all of {@code texts} were said, in this order. */
  public Guest says(String... texts) {
    Outcome outcome = machine.await(Expectations.of(texts), LIMIT);
    assertTrue(outcome.isMet(), () -> outcome.inWords() + "\n" + machine.text());
    return this;
  }

  /** Waits until the system of this slot is up, and says that its root is in RAM. */
  public Guest upFrom(String slot) {
    return says("stand-in: slot " + slot + " is up, root is tmpfs");
  }

  /** All it said so far. */
  public String text() {
    return machine.text();
  }

  /** What a command says, once it is sure that it ended with 0. */
  public String run(String command) {
    return run(0, command);
  }

  /** What a command says that ends with {@code status}. */
  public String run(int status, String command) {
    asked++;
    String name = "stand-in " + asked;
    machine.type((asked + " " + command + "\n").getBytes(StandardCharsets.UTF_8));
    says(name + " ended with ", ".");
    List<String> lines = machine.text().lines().toList();
    String output =
        lines.stream()
            .filter(line -> line.startsWith(name + ": "))
            .map(line -> line.substring(name.length() + 2))
            .collect(Collectors.joining("\n"));
    String end = String.format(Locale.ROOT, "%s ended with %d.", name, status);
    assertTrue(lines.contains(end), () -> command + "\n" + output);
    return output;
  }

  /** Compares what a command says with what it should say. */
  public Guest answers(String expected, String command) {
    assertEquals(expected, run(command), command);
    return this;
  }

  /** Shuts the system down and waits for the power to be off. */
  public void shutDown() {
    machine.type("0 systemctl poweroff\n".getBytes(StandardCharsets.UTF_8));
    Outcome outcome = machine.await(Expectations.of(List.of()), LIMIT);
    assertEquals(Outcome.How.OFF, outcome.how(), outcome::inWords);
  }

  public void cutPower() {
    machine.cutPower();
  }

  @Override
  public void close() {
    machine.close();
  }
}
