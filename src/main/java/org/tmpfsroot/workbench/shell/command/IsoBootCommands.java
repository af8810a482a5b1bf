package org.tmpfsroot.workbench.shell.command;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.machine.Accelerator;
import org.tmpfsroot.workbench.machine.BootFirmware;
import org.tmpfsroot.workbench.machine.DiskBus;
import org.tmpfsroot.workbench.machine.Drive;
import org.tmpfsroot.workbench.machine.Machine;
import org.tmpfsroot.workbench.machine.Qemu;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;

/** Installer images, started in a machine. */
@Noun(value = "iso", about = "installer images, looked at without mounting them")
public final class IsoBootCommands {
  private final Qemu qemu;

  public IsoBootCommands(Qemu qemu) {
    this.qemu = qemu;
  }

  /** What an image is in a machine. */
  public enum Medium {
    CDROM,
    USB
  }

  @Command(
      name = {"iso", "boot"},
      description = "start a machine from an image",
      help =
          """
          The machine (x86_64, in QEMU) has the image as a disc or a USB stick, a network with
          nobody else on it, and with --disk an empty disk that is gone afterwards. Its serial line
          is shown; at a terminal what is typed goes to the machine, and Ctrl-] ends it. It ends by
          itself when the system in it restarts or switches off, when all of --expect was seen (any
          number, in this order), or when its time is over: --timeout seconds, else ten minutes where
          something is expected or nobody is at a terminal. Exit code 3 when what is expected is not
          seen, or the time is over.

          > iso boot fedora-custom.iso
          > iso boot fedora-custom.iso --firmware bios --as usb --disk 32G --expect "install : succeeded" --timeout 3600
          """)
  public void boot(
      @Argument(index = 0, description = "an image") Path file,
      @Option(longName = "firmware", defaultValue = "uefi", description = "what it starts with")
          BootFirmware firmware,
      @Option(longName = "as", defaultValue = "cdrom", description = "what the image is in it")
          Medium as,
      @Option(longName = "disk", description = "the size of an empty disk to install to")
          Optional<Size> disk,
      @Option(longName = "bus", defaultValue = "scsi", description = "how that disk is attached")
          DiskBus bus,
      @Option(longName = "expect", description = "text it has to say") List<String> expect,
      @Option(longName = "timeout", description = "seconds it may take") Optional<Integer> timeout,
      @Option(longName = "memory", defaultValue = "4G", description = "its memory") Size memory,
      @Option(
              longName = "accelerator",
              defaultValue = "auto",
              description = "what carries it; auto tries KVM for a moment")
          Accelerator accelerator,
      Output output) {
    Path image = Editing.absolute(file);
    Machine machine =
        Machine.of(firmware)
            .withMemory(memory)
            .withDrive(as == Medium.CDROM ? Drive.disc(image) : Drive.stick(image));
    MachineShow show = new MachineShow(qemu, expect, timeout);
    if (disk.isEmpty()) {
      show.run(machine, accelerator, false, output);
      return;
    }
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path empty = folder.path().resolve("disk");
      try (RandomAccessFile made = new RandomAccessFile(empty.toFile(), "rw")) {
        made.setLength(disk.get().bytes());
      }
      show.run(
          machine.withDrive(Drive.disk(empty, bus, Drive.Writes.KEPT)), accelerator, false, output);
    } catch (IOException e) {
      throw Fault.world("cannot make a disk", IoReason.of(e), "make room, then try again")
          .causedBy(e);
    }
  }
}
