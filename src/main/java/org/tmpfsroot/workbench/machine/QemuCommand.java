package org.tmpfsroot.workbench.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The command line that makes a machine (QEMU 6 and newer). Nothing but what is asked for is in it:
 * no files of the user's configuration, no devices that QEMU adds by itself.
 *
 * @param program QEMU's own
 * @param firmware the two images of UEFI, the second one a copy that may be written to
 * @param monitor where QEMU makes the socket it takes commands on
 */
record QemuCommand(
    Path program, Machine machine, Accelerator accelerator, Optional<Ovmf> firmware, Path monitor) {

  List<String> words() {
    List<String> words = new ArrayList<>();
    words.add(program.toString());
    add(words, "-nodefaults", "-no-user-config", "-display", "none", "-vga", "std");
    boolean kvm = accelerator == Accelerator.KVM;
    add(words, "-machine", "q35", "-accel", kvm ? "kvm" : "tcg");
    if (kvm) {
      add(words, "-cpu", "host");
    }
    add(words, "-m", machine.memory().mebibytesRoundedUp() + "M");
    add(words, "-smp", String.valueOf(machine.processors()));
    add(words, "-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console");
    machine
        .secondLine()
        .ifPresent(
            socket ->
                add(
                    words,
                    "-chardev",
                    "socket,id=second,server=on,wait=off,path=" + escaped(socket),
                    "-serial",
                    "chardev:second"));
    add(words, "-qmp", "unix:" + escaped(monitor) + ",server=on,wait=off");
    add(words, "-device", "virtio-rng-pci");
    // without a boot ROM: a machine that finds nothing to start from has to say so
    add(words, "-netdev", "user,id=net,restrict=on");
    add(words, "-device", "virtio-net-pci,netdev=net,romfile=");
    if (!machine.restarts()) {
      add(words, "-no-reboot");
    }
    firmware.ifPresent(
        ovmf -> {
          add(words, "-drive", flash(0, ovmf.code()) + ",readonly=on");
          add(words, "-drive", flash(1, ovmf.variables()));
        });
    for (int i = 0; i < machine.drives().size(); i++) {
      addDrive(words, machine.drives().get(i), i);
    }
    machine.kernel().ifPresent(kernel -> addKernel(words, kernel));
    return words;
  }

  private static String flash(int unit, Path file) {
    return "if=pflash,format=raw,unit=" + unit + ",file=" + escaped(file);
  }

  private static void addDrive(List<String> words, Drive drive, int number) {
    String id = "drive" + number;
    String order = ",bootindex=" + number;
    if (drive instanceof Drive.Disk disk) {
      addBackend(words, disk, id);
      switch (disk.bus()) {
        case SCSI ->
            add(
                words,
                "-device",
                "virtio-scsi-pci,id=scsi" + number,
                "-device",
                "scsi-hd,bus=scsi" + number + ".0,drive=" + id + order);
        case VIRTIO -> add(words, "-device", "virtio-blk-pci,drive=" + id + order);
        case NVME ->
            add(words, "-device", "nvme,serial=workbench" + number + ",drive=" + id + order);
      }
      return;
    }
    add(
        words,
        "-drive",
        "if=none,format=raw,readonly=on,id=" + id + ",file=" + escaped(drive.file()));
    if (drive instanceof Drive.Stick) {
      add(
          words,
          "-device",
          "qemu-xhci,id=usb" + number,
          "-device",
          "usb-storage,bus=usb" + number + ".0,drive=" + id + order);
    } else {
      // the machine has six SATA ports; more than one disc is nothing anybody starts with
      add(words, "-device", "ide-cd,drive=" + id + order);
    }
  }

  private static void addBackend(List<String> words, Drive.Disk disk, String id) {
    if (disk.writeLog().isEmpty()) {
      String snapshot = disk.writes() == Drive.Writes.FORGOTTEN ? ",snapshot=on" : "";
      add(
          words,
          "-drive",
          "if=none,format=raw,discard=unmap,id=" + id + snapshot + ",file=" + escaped(disk.file()));
      return;
    }
    Path log = disk.writeLog().orElseThrow();
    add(words, "-blockdev", node(id + "-data", disk.file()));
    add(words, "-blockdev", node(id + "-log", log));
    // the count of entries in the log's first sector is right after each of them, so that the log
    // can be read wherever the machine is stopped
    add(
        words,
        "-blockdev",
        String.format(
            Locale.ROOT,
            "driver=blklogwrites,node-name=%s,discard=unmap,file=%s-data,log=%s-log,"
                + "log-sector-size=512,log-super-update-interval=1",
            id,
            id,
            id));
  }

  private static String node(String name, Path file) {
    return "driver=file,discard=unmap,node-name=" + name + ",filename=" + escaped(file);
  }

  private static void addKernel(List<String> words, DirectKernel kernel) {
    add(words, "-kernel", kernel.kernel().toString(), "-append", kernel.commandLine());
    kernel.initrd().ifPresent(initrd -> add(words, "-initrd", initrd.toString()));
  }

  private static void add(List<String> words, String... more) {
    words.addAll(List.of(more));
  }

  /** A comma ends a value in QEMU's lists, two are one. */
  private static String escaped(Path file) {
    return file.toAbsolutePath().toString().replace(",", ",,");
  }
}
