package org.tmpfsroot.workbench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tmpfsroot.workbench.io.Size;

/** What is asked for stands on QEMU's command line, and nothing else. */
class QemuCommandTest {
  private static final Ovmf OVMF = new Ovmf(Path.of("/code"), Path.of("/own/variables"));

  private static String words(Machine machine, Accelerator accelerator, Optional<Ovmf> firmware) {
    return String.join(
        " ",
        new QemuCommand(Path.of("/q"), machine, accelerator, firmware, Path.of("/run/a,b"))
            .words());
  }

  private static String drives(Machine machine) {
    String all = words(machine, Accelerator.TCG, Optional.empty());
    return all.substring(all.indexOf("-no-reboot ") + "-no-reboot ".length());
  }

  @Test
  void hasWhatEveryMachineHas() {
    assertEquals(
        "/q -nodefaults -no-user-config -display none -vga std -machine q35 -accel tcg -m 2048M"
            + " -smp 2 -chardev stdio,id=console,signal=off -serial chardev:console"
            + " -qmp unix:/run/a,,b,server=on,wait=off -device virtio-rng-pci"
            + " -netdev user,id=net,restrict=on -device virtio-net-pci,netdev=net,romfile="
            + " -no-reboot",
        words(Machine.of(BootFirmware.BIOS), Accelerator.TCG, Optional.empty()));
  }

  @Test
  void startsUefiFromFlashThatItMayWriteTo() {
    assertEquals(
        "/q -nodefaults -no-user-config -display none -vga std -machine q35 -accel kvm -cpu host"
            + " -m 512M -smp 1 -chardev stdio,id=console,signal=off -serial chardev:console"
            + " -qmp unix:/run/a,,b,server=on,wait=off -device virtio-rng-pci"
            + " -netdev user,id=net,restrict=on -device virtio-net-pci,netdev=net,romfile="
            + " -drive if=pflash,format=raw,unit=0,file=/code,readonly=on"
            + " -drive if=pflash,format=raw,unit=1,file=/own/variables",
        words(
            Machine.of(BootFirmware.UEFI)
                .withMemory(Size.ofMiB(512))
                .withProcessors(1)
                .withRestarts(),
            Accelerator.KVM,
            Optional.of(OVMF)));
  }

  @Test
  void startsFromDrivesInTheirOrder() {
    assertEquals(
        "-drive if=none,format=raw,readonly=on,id=drive0,file=/i -device ide-cd,drive=drive0,bootindex=0"
            + " -drive if=none,format=raw,readonly=on,id=drive1,file=/s"
            + " -device qemu-xhci,id=usb1 -device usb-storage,bus=usb1.0,drive=drive1,bootindex=1"
            + " -drive if=none,format=raw,discard=unmap,id=drive2,snapshot=on,file=/d,,1"
            + " -device virtio-blk-pci,drive=drive2,bootindex=2"
            + " -drive if=none,format=raw,discard=unmap,id=drive3,file=/e"
            + " -device nvme,serial=workbench3,drive=drive3,bootindex=3",
        drives(
            Machine.of(BootFirmware.BIOS)
                .withDrive(Drive.disc(Path.of("/i")))
                .withDrive(Drive.stick(Path.of("/s")))
                .withDrive(Drive.disk(Path.of("/d,1"), DiskBus.VIRTIO, Drive.Writes.FORGOTTEN))
                .withDrive(Drive.disk(Path.of("/e"), DiskBus.NVME, Drive.Writes.KEPT))));
  }

  @Test
  void logsWritesBesideTheDisk() {
    Drive.Disk disk = Drive.disk(Path.of("/d"), DiskBus.SCSI, Drive.Writes.KEPT);
    assertEquals(
        "-blockdev driver=file,discard=unmap,node-name=drive0-data,filename=/d"
            + " -blockdev driver=file,discard=unmap,node-name=drive0-log,filename=/l"
            + " -blockdev driver=blklogwrites,node-name=drive0,discard=unmap,file=drive0-data,"
            + "log=drive0-log,log-sector-size=512,log-super-update-interval=1"
            + " -device virtio-scsi-pci,id=scsi0 -device scsi-hd,bus=scsi0.0,drive=drive0,bootindex=0",
        drives(Machine.of(BootFirmware.BIOS).withDrive(disk.withWriteLog(Path.of("/l")))));
    Drive.Disk forgotten = Drive.disk(Path.of("/d"), DiskBus.SCSI, Drive.Writes.FORGOTTEN);
    assertThrows(IllegalArgumentException.class, () -> forgotten.withWriteLog(Path.of("/l")));
  }

  @Test
  void hasASecondSerialLineWhereAsked() {
    String words =
        words(
            Machine.of(BootFirmware.BIOS).withSecondLine(Path.of("/s")),
            Accelerator.TCG,
            Optional.empty());
    assertTrue(
        words.contains(
            "-serial chardev:console -chardev socket,id=second,server=on,wait=off,path=/s"
                + " -serial chardev:second"),
        words);
  }

  @Test
  void startsAKernelDirectly() {
    assertEquals(
        List.of("-kernel", "/k", "-append", "console=ttyS0 a,b", "-initrd", "/i"),
        new QemuCommand(
                Path.of("/q"),
                Machine.of(BootFirmware.BIOS)
                    .withKernel(
                        new DirectKernel(
                            Path.of("/k"), Optional.of(Path.of("/i")), "console=ttyS0 a,b")),
                Accelerator.TCG,
                Optional.empty(),
                Path.of("/m"))
            .words().stream().dropWhile(word -> !word.equals("-kernel")).toList());
  }
}
