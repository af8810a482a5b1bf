package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.image.Damage;
import org.tmpfsroot.workbench.image.DamageKind;
import org.tmpfsroot.workbench.image.Wound;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.machine.Accelerator;
import org.tmpfsroot.workbench.machine.BootFirmware;
import org.tmpfsroot.workbench.machine.DiskBus;
import org.tmpfsroot.workbench.machine.Drive;
import org.tmpfsroot.workbench.machine.Machine;
import org.tmpfsroot.workbench.machine.Qemu;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;

/** Disks that were installed to: started and damaged. */
@Noun(value = "image", about = "disks that were installed to: started, cut off, damaged")
public final class ImageCommands {
  private final Qemu qemu;

  public ImageCommands(Qemu qemu) {
    this.qemu = qemu;
  }

  @Command(
      name = {"image", "boot"},
      description = "start a machine from an installed disk",
      help =
          """
          The disk is a file with its bytes as they are. What the machine writes is forgotten when it
          ends, unless --write is typed. All else is as with iso boot, but that the machine goes on
          when the system in it restarts: so the boot menu can come to the other slot.

          > image boot gateway.raw
          > image boot gateway.raw --firmware bios --bus nvme --expect "login:" --timeout 300
          """)
  public void boot(
      @Argument(index = 0, description = "a disk's file") Path disk,
      @Option(longName = "firmware", defaultValue = "uefi", description = "what it starts with")
          BootFirmware firmware,
      @Option(longName = "bus", defaultValue = "scsi", description = "how the disk is attached")
          DiskBus bus,
      @Option(longName = "write", description = "keep in the file what the machine writes")
          boolean write,
      @Option(longName = "expect", description = "text it has to say") List<String> expect,
      @Option(longName = "timeout", description = "seconds it may take") Optional<Integer> timeout,
      @Option(longName = "memory", defaultValue = "4G", description = "its memory") Size memory,
      @Option(
              longName = "accelerator",
              defaultValue = "auto",
              description = "what carries it; auto tries KVM for a moment")
          Accelerator accelerator,
      Output output) {
    Drive.Writes writes = write ? Drive.Writes.KEPT : Drive.Writes.FORGOTTEN;
    Machine machine =
        Machine.of(firmware)
            .withMemory(memory)
            .withDrive(Drive.disk(Editing.absolute(disk), bus, writes))
            .withRestarts();
    new MachineShow(qemu, expect, timeout).run(machine, accelerator, write, output);
  }

  @Command(
      name = {"image", "damage"},
      description = "break one thing on a copy of an installed disk",
      help =
          """
          Noise is written over one structure, which is found by what the disk itself says of its
          partitions. The copy is the disk's name with the kind's behind it, or --output; it replaces
          nothing. Printed are the bytes that were broken. The same seed gives the same noise. JSON:
          an array of objects with what, offset, length (bytes of the disk).

          Of the logs and of what persists: superblock, superblocks, directory, inode-table, and
          log-journal; of the boot's state: slot-state, slot-state-copy, boot-count; of the EFI
          partition: efi-boot-sector, efi-tables; of slot A: kernel, initrd, superblocks, directory;
          both-slots, opt-superblock, opt-superblocks, docker-superblocks, partition-table.

          > image damage gateway.raw --what log-superblock
          > image damage gateway.raw --what slot-a-kernel --output broken.raw --seed 7
          """)
  public void damage(
      @Argument(index = 0, description = "a disk's file") Path disk,
      @Option(longName = "what", required = true, description = "what is broken") DamageKind what,
      @Option(longName = "output", description = "the copy's name") Optional<Path> to,
      @Option(longName = "seed", defaultValue = "1", description = "chooses the noise") long seed,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    Path source = Editing.absolute(disk);
    Path copy =
        Editing.absolute(
            to.orElseGet(() -> source.resolveSibling(source.getFileName() + "." + what.typed())));
    if (Files.exists(copy)) {
      throw Fault.usage(
          copy + " is there already", "a copy replaces nothing", "name another with --output");
    }
    List<Wound> wounds = Damage.copy(source, copy, what, seed, output.progress());
    Table table = Table.of("what", "offset", "length");
    for (Wound wound : wounds) {
      table.row(wound.what(), wound.extent().offset(), wound.extent().length());
    }
    output.show(table, format);
    if (format == Format.TABLE) {
      output.line("broken in " + copy + ": " + what.about());
    }
  }
}
