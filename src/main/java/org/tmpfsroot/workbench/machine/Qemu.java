package org.tmpfsroot.workbench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.PrivateVariables;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.io.Tool;

/** Starts machines. */
public final class Qemu {
  static final String PROGRAM = "qemu-system-x86_64";

  private static final Path KVM = Path.of("/dev/kvm");
  private static final int LONGEST_SOCKET = 100;

  private final Path cache;

  /**
   * One that has started nothing yet.
   *
   * @param cache a folder for what was found out about this computer
   */
  public Qemu(Path cache) {
    this.cache = cache;
  }

  /**
   * Starts a machine.
   *
   * @param view watches its serial line
   * @throws Fault (world) when QEMU, the firmware, or a file of the machine is not there
   */
  public RunningMachine start(Machine machine, Accelerator accelerator, ConsoleView view) {
    Path program = program();
    machine.drives().forEach(Qemu::check);
    Optional<Ovmf> firmware =
        machine.firmware() == BootFirmware.UEFI && machine.kernel().isEmpty()
            ? Optional.of(Ovmf.find())
            : Optional.empty();
    Accelerator chosen = chosen(program, accelerator);
    try {
      TemporaryFolder folder = folder();
      try {
        return start(program, machine, chosen, firmware, folder, view);
      } catch (IOException | RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (IOException e) {
      throw Fault.world("cannot start a machine", IoReason.of(e), "make room, then try again")
          .causedBy(e);
    }
  }

  private static RunningMachine start(
      Path program,
      Machine machine,
      Accelerator accelerator,
      Optional<Ovmf> firmware,
      TemporaryFolder folder,
      ConsoleView view)
      throws IOException {
    Optional<Ovmf> own = Optional.empty();
    if (firmware.isPresent()) {
      Path variables = folder.path().resolve("variables");
      Files.write(variables, Files.readAllBytes(firmware.get().variables()));
      own = Optional.of(firmware.get().withVariables(variables));
    }
    Path monitor = folder.path().resolve("qmp");
    List<String> words = new QemuCommand(program, machine, accelerator, own, monitor).words();
    Process process =
        PrivateVariables.withheldFrom(new ProcessBuilder(words))
            .directory(folder.path().toFile())
            .start();
    try {
      DeadMansSwitch onOurEnd = DeadMansSwitch.over(process);
      return new RunningMachine(process, onOurEnd, folder, monitor, accelerator, view);
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static Path program() {
    return Tool.require(PROGRAM, "qemu-system-x86 (Debian) or qemu-system-x86-core (Fedora)")
        .program();
  }

  private Accelerator chosen(Path program, Accelerator asked) {
    if (asked != Accelerator.AUTO) {
      return asked;
    }
    return new KvmTrial(program, KVM, cache.resolve("kvm")).passes()
        ? Accelerator.KVM
        : Accelerator.TCG;
  }

  /** The system allows about a hundred bytes for the name of a socket. */
  private static TemporaryFolder folder() throws IOException {
    TemporaryFolder usual = TemporaryFolder.create();
    if (usual.path().toString().length() <= LONGEST_SOCKET - "/qmp".length()) {
      return usual;
    }
    usual.close();
    return new TemporaryFolder(
        Files.createTempDirectory(Path.of("/tmp"), "workbench-"), Optional.empty());
  }

  private static void check(Drive drive) {
    Path file = drive.file();
    boolean kept = drive instanceof Drive.Disk disk && disk.writes() == Drive.Writes.KEPT;
    if (!Files.isRegularFile(file)) {
      throw Fault.world(
          "cannot start a machine from " + file,
          Files.exists(file) ? "it is not a file" : "there is no such file",
          "name a file");
    }
    if (!Files.isReadable(file) || (kept && !Files.isWritable(file))) {
      throw Fault.world(
          "cannot start a machine from " + file,
          "this user has no right to " + (kept ? "write to it" : "read it"),
          "change its rights, or copy it");
    }
    refuseOtherFormats(file);
  }

  /** Only bytes as they are on a disk are read; what QEMU would guess may name further files. */
  private static void refuseOtherFormats(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(4);
      if (head.length == 4 && head[0] == 'Q' && head[1] == 'F' && head[2] == 'I') {
        throw Fault.world(
            "cannot start a machine from " + file,
            "it is in QEMU's own format qcow2, and disks are read as they are",
            "convert it with qemu-img convert -O raw");
      }
    } catch (IOException e) {
      throw Fault.world("cannot read " + file, IoReason.of(e), "check the disk it is on")
          .causedBy(e);
    }
  }
}
