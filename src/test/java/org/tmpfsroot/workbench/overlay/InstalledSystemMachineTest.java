package org.tmpfsroot.workbench.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.machine.BootFirmware;
import org.tmpfsroot.workbench.machine.DiskBus;
import org.tmpfsroot.workbench.testing.Guest;
import org.tmpfsroot.workbench.testing.InstalledDisk;
import org.tmpfsroot.workbench.testing.InstalledSystem;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** The first boot after an installation, and what holds from then on. */
@Tag("machine")
@Execution(ExecutionMode.CONCURRENT)
@RequiresPeer({"qemu-system-x86_64", "debootstrap", "debugfs", "mcopy", "mkfs.btrfs", "busybox"})
class InstalledSystemMachineTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({"BOOKWORM, UEFI, SCSI", "TRIXIE, BIOS, NVME"})
  void keepsItsPromises(InstalledSystem system, BootFirmware firmware, DiskBus bus)
      throws IOException {
    try (InstalledDisk disk = InstalledDisk.copyOf(system.disk(), folder);
        Guest guest = Guest.start(Guest.machine(firmware, bus, disk.file()))) {
      String slotA = digest(disk, Layout.SLOT_A);
      String slotB = digest(disk, Layout.SLOT_B);
      guest.upFrom("a");
      theRootIsInRam(guest);
      theCopyIsWhole(guest);
      theIdentityIsKept(guest);
      persistentDataIsReadOnly(guest);
      theRest(guest);
      guest.run("until tmpfsroot-slot | grep -q good_a=1; do sleep 1; done");
      guest.answers("running=a\npreferred=a\ngood_a=1\ngood_b=0\ntries=0", "tmpfsroot-slot");
      assertEquals(
          List.of(), guest.text().lines().filter(line -> line.contains("FAILED")).toList());
      guest.shutDown();
      assertEquals(slotA, digest(disk, Layout.SLOT_A), "nothing was written to slot A");
      assertEquals(slotB, digest(disk, Layout.SLOT_B), "nothing was written to slot B");
    }
  }

  private static void theRootIsInRam(Guest guest) {
    assertTrue(guest.text().contains("tmpfsroot: the root is in RAM"));
    assertTrue(guest.text().matches("(?s).* of at most [0-9]+ MiB are in RAM.*"), "progress");
    String slots = "/dev/disk/by-uuid/64eb4db5-3385-46a5-a3d5-c48197a53555";
    guest
        .answers("tmpfs", "findmnt -n -o FSTYPE /")
        .answers("", "findmnt -n -S $(readlink -f " + slots + ") || true")
        .answers("/opt\n/persist\n/var/cache\n/var/lib/docker\n/var/log", mountsOfDisks())
        .answers("64eb4db5-3385-46a5-a3d5-c48197a53555", "cat /etc/rootfs-id")
        .answers("", "grep '[[:space:]]/[[:space:]]' /etc/fstab || true");
  }

  private static String mountsOfDisks() {
    return "findmnt -rno TARGET,SOURCE | grep ' /dev/' | cut -d ' ' -f 1 | sort";
  }

  private static void theCopyIsWhole(Guest guest) {
    // as in the slot: type, mode, owners, links, size, time of everything below /usr
    String list = "find . -xdev ! -type d -printf '%P %y %m %U %G %n %s %T@ %l\\n'";
    String folders = "find . -xdev -type d -printf '%P %m %U %G %T@\\n'";
    guest.run("mkdir /run/slot; mount -o ro,noload -U $(cat /etc/rootfs-id) /run/slot");
    guest.run(
        "for r in /usr /run/slot/usr; do (cd $r; { "
            + list
            + "; "
            + folders
            + "; } | sort >/run/list.$(echo $r | tr / _)); done");
    guest.answers("", "diff /run/list._usr /run/list._run_slot_usr | head -n 20");
    guest.answers("", "umount /run/slot");
    String place = "cd /usr/share/stand-in; ";
    guest
        .answers("capable cap_net_raw=ep", place + "getcap capable")
        .answers("kept", place + "getfattr --only-values -n trusted.stand-in capable; echo")
        .answers("2", place + "stat -c %h hard")
        .answers("nowhere", place + "readlink dangling")
        .answers("67108868", place + "stat -c %s sparse")
        .answers("yes", place + "test $(du -k sparse | cut -f 1) -le 8 && echo yes")
        .answers("74 999 4711 981173106", place + "stat -c '%u %g %a %Y' owned")
        .answers("1777", place + "stat -c %a sticky")
        .answers("fifo", place + "stat -c %F pipe")
        .answers(".hidden", place + "ls .hidden")
        .answers("/.hidden-at-the-top", "ls /.hidden-at-the-top");
  }

  private static void theIdentityIsKept(Guest guest) {
    guest
        .answers("32", "echo -n $(cat /etc/machine-id) | wc -c")
        .answers("", "cmp /etc/machine-id /persist/system/etc/machine-id")
        .answers("600 root", "stat -c '%a %U' /persist/system/etc/ssh/ssh_host_ed25519_key")
        .answers("", "cmp /etc/ssh/ssh_host_ed25519_key{,.pub} | grep -v differ || true")
        .answers("512", "stat -c %s /persist/system/var/lib/systemd/random-seed")
        .run(1, "test -e /persist/PROVISIONING");
  }

  private static void persistentDataIsReadOnly(Guest guest) {
    String writable = "touch /persist/probe 2>/dev/null";
    guest.run(1, writable);
    guest.run("persist-edit touch /persist/made");
    guest.run("test -e /persist/made");
    guest.run(1, writable);
    guest.run(3, "persist-edit sh -c 'exit 3'");
    guest.run(1, writable);
    // the command, the tool by a signal, the tool with no chance to do anything
    guest.run(137, "persist-edit sh -c 'kill -9 $$'");
    guest.run(1, writable);
    guest.run("persist-edit sh -c 'kill -TERM $PPID; sleep 1' || true");
    guest.run(1, writable);
    guest.run("persist-edit sh -c 'kill -9 $PPID' || true");
    guest.run("for s in 1 2 3 4 5 6 7 8 9; do " + writable + " || exit 0; sleep 1; done; exit 1");
    // what keeps a file open for writing has ten seconds
    guest.run("persist-edit sh -c 'sleep 3 >/persist/open & true'");
    guest.run(1, writable);
    guest.run(2, "persist-edit");
  }

  private static void theRest(Guest guest) {
    guest
        .answers("3\t4\t1\t3", "cat /proc/sys/kernel/printk")
        .answers("1024 4096 8192", "cd /proc/sys/net/ipv4/neigh/default; echo $(cat gc_thresh?)")
        .answers("", "touch /var/log/probe")
        .answers("root 700", "stat -c '%U %a' /var/log/audit")
        .answers("yes", "test -d /var/log/journal/$(cat /etc/machine-id) && echo yes")
        .answers("active\nactive", "systemctl is-active NetworkManager ssh")
        .answers(
            "yes",
            "systemctl show -p ExecStart NetworkManager | grep -q NetworkManager.state && echo yes")
        .answers("", "systemctl --failed --no-legend");
    assertTrue(guest.run("systemd-analyze").contains("(initrd)"));
    assertTrue(guest.run("systemd-analyze blame").contains("tmpfsroot-first-boot.service"));
    assertFalse(guest.run("journalctl -b -u tmpfsroot-copy-root -o cat --no-pager").isEmpty());
  }

  private static String digest(InstalledDisk disk, String mount) throws IOException {
    try (var channel = Files.newByteChannel(disk.file())) {
      channel.position(InstalledDisk.offset(mount));
      byte[] bytes = new byte[(int) InstalledDisk.length(mount)];
      java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
      return Digest.sha256Of(bytes).hex();
    }
  }
}
