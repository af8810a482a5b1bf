package org.tmpfsroot.workbench.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.io.Size;

/**
 * What a machine has. Beside it there is always a serial line, a source of random numbers, and a
 * network card on a network with nobody else but a DHCP server.
 *
 * @param drives started from in this order
 * @param kernel started instead of what is on the drives
 * @param secondLine where the machine makes the socket that is the other end of its second serial
 *     line
 * @param restarts whether the machine goes on when the system in it restarts; else that is its end
 */
public record Machine(
    BootFirmware firmware,
    Size memory,
    int processors,
    List<Drive> drives,
    Optional<DirectKernel> kernel,
    Optional<Path> secondLine,
    boolean restarts) {
  private static final Size MEMORY = Size.ofMiB(2048);
  private static final int PROCESSORS = 2;

  public Machine {
    drives = List.copyOf(drives);
  }

  /** A machine with 2 GiB of memory and nothing to start from. */
  public static Machine of(BootFirmware firmware) {
    return new Machine(
        firmware, MEMORY, PROCESSORS, List.of(), Optional.empty(), Optional.empty(), false);
  }

  public Machine withMemory(Size size) {
    return new Machine(firmware, size, processors, drives, kernel, secondLine, restarts);
  }

  public Machine withProcessors(int count) {
    return new Machine(firmware, memory, count, drives, kernel, secondLine, restarts);
  }

  /** With one drive more, started from when those before it cannot be. */
  public Machine withDrive(Drive drive) {
    List<Drive> more = new ArrayList<>(drives);
    more.add(drive);
    return new Machine(firmware, memory, processors, more, kernel, secondLine, restarts);
  }

  public Machine withKernel(DirectKernel direct) {
    return new Machine(
        firmware, memory, processors, drives, Optional.of(direct), secondLine, restarts);
  }

  /** With a second serial line ({@code ttyS1}), reached through a socket of this name. */
  public Machine withSecondLine(Path socket) {
    return new Machine(firmware, memory, processors, drives, kernel, Optional.of(socket), restarts);
  }

  /** One that goes on after a restart. */
  public Machine withRestarts() {
    return new Machine(firmware, memory, processors, drives, kernel, secondLine, true);
  }
}
