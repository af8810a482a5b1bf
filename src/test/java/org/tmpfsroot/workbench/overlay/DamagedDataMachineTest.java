package org.tmpfsroot.workbench.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.machine.BootFirmware;
import org.tmpfsroot.workbench.machine.DiskBus;
import org.tmpfsroot.workbench.testing.Guest;
import org.tmpfsroot.workbench.testing.InstalledDisk;
import org.tmpfsroot.workbench.testing.InstalledSystem;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/**
 * Whatever is damaged beside the roots, the machine comes up from slot A and says what it found.
 * Each boot meets damage in the logs, in the persistent data and in a volume at once.
 */
@Tag("machine")
@Execution(ExecutionMode.CONCURRENT)
@RequiresPeer({"qemu-system-x86_64", "debootstrap", "debugfs", "mcopy", "mkfs.btrfs", "busybox"})
class DamagedDataMachineTest {
  private static final String FILE_SYSTEM = "findmnt -n -o FSTYPE ";

  @TempDir Path folder;

  @Test
  void superblocks() throws IOException {
    try (InstalledDisk disk = disk()) {
      disk.noise(Layout.LOG, 1024, 1024).noise(Layout.PERSIST, 1024, 1024);
      disk.noise("/opt", 64 << 10, 4096);
      try (Guest guest = start(disk)) {
        guest.says("the logs' file system was repaired by force").upFrom("a");
        says(guest, "the persistent data's file system was repaired by force");
        guest.answers("ext4\next4", FILE_SYSTEM + "/var/log; " + FILE_SYSTEM + "/persist");
        guest.answers("1", "cat /var/log/.tmpfsroot-repairs");
        guest.answers("", "cmp /etc/machine-id /persist/system/etc/machine-id");
        says(guest, "the superblock of /opt was restored from its copy");
        guest.answers("btrfs", FILE_SYSTEM + "/opt");
      }
    }
  }

  @Test
  void directories() throws IOException {
    try (InstalledDisk disk = disk()) {
      disk.debugfs(Layout.LOG, "clri /journal").debugfs(Layout.PERSIST, "clri /system/etc/ssh");
      disk.zeroes("/var/cache").noise("/var/lib/docker", 64 << 10, 512);
      try (Guest guest = start(disk)) {
        guest.says("the logs' file system was repaired").upFrom("a");
        says(guest, "the persistent data's file system was repaired");
        guest.answers("ext4", FILE_SYSTEM + "/var/log");
        says(guest, "the file system of /var/cache is beyond repair");
        says(guest, "the superblock of /var/lib/docker was restored from its copy");
        guest.answers("1", "cat /var/log/.tmpfsroot-repairs");
        guest.answers("btrfs", FILE_SYSTEM + "/var/lib/docker");
        guest.answers("active", "systemctl is-active NetworkManager");
      }
    }
  }

  @Test
  void everything() throws IOException {
    try (InstalledDisk disk = disk()) {
      disk.zeroes(Layout.LOG).zeroes(Layout.PERSIST).zeroes("/var/lib/docker");
      try (Guest guest = start(disk)) {
        guest.says("the logs' file system is beyond repair and made anew").upFrom("a");
        says(guest, "the persistent data's file system is beyond repair");
        says(guest, "the system starts without its persistent data");
        guest.answers("ext4", FILE_SYSTEM + "/var/log");
        guest.answers("1", "cat /var/log/.tmpfsroot-wipes");
        guest.answers("root 700", "stat -c '%U %a' /var/log/audit");
        guest.run(1, "persist-edit true");
        guest.answers("active", "systemctl is-active NetworkManager");
      }
    }
  }

  @Test
  void journalsAndInodeTables() throws IOException {
    try (InstalledDisk disk = disk()) {
      disk.debugfs(Layout.LOG, "clri <8>");
      noiseOverInodes(disk);
      try (Guest guest = start(disk)) {
        guest.says("the logs' file system was repaired").upFrom("a");
        guest.answers("ext4", FILE_SYSTEM + "/var/log");
        guest.answers("ext4", FILE_SYSTEM + "/persist");
      }
    }
  }

  @Test
  void logsOfAnotherSystem() throws IOException {
    try (InstalledDisk disk = disk()) {
      Path other = folder.resolve("other.img");
      Peer.run("truncate", "-s", Long.toString(InstalledDisk.length(Layout.LOG)), other.toString())
          .ok();
      Peer.run("mke2fs", "-q", "-t", "ext4", other.toString()).ok();
      Peer.run(
              "dd",
              "bs=1M",
              "conv=notrunc",
              "if=" + other,
              "of=" + disk.file(),
              "seek=" + (InstalledDisk.offset(Layout.LOG) >> 20))
          .ok();
      String before = disk.ask(Layout.LOG, "stats -h");
      try (Guest guest = start(disk)) {
        guest
            .says("the log partition holds another file system and is left alone")
            .says("tmpfsroot: logs stay in RAM")
            .upFrom("a");
        guest.answers("tmpfs", FILE_SYSTEM + "/var/log");
        guest.answers("", "touch /var/log/probe");
        guest.answers("root 700", "stat -c '%U %a' /var/log/audit");
        guest.shutDown();
      }
      assertEquals(before, disk.ask(Layout.LOG, "stats -h"), "it was not written to");
    }
  }

  private static void noiseOverInodes(InstalledDisk disk) {
    String table =
        disk.ask(Layout.PERSIST, "stats")
            .lines()
            .filter(line -> line.contains("inode table at"))
            .findFirst()
            .orElseThrow()
            .replaceAll(".*inode table at ([0-9]+).*", "$1");
    disk.noise(Layout.PERSIST, Long.parseLong(table) * 1024, 2048);
  }

  private static void says(Guest guest, String text) {
    guest.says("tmpfsroot: " + text);
  }

  private InstalledDisk disk() {
    return InstalledDisk.copyOf(InstalledSystem.BOOKWORM.settled(), folder);
  }

  private static Guest start(InstalledDisk disk) {
    return Guest.start(Guest.machine(BootFirmware.BIOS, DiskBus.SCSI, disk.file()));
  }
}
