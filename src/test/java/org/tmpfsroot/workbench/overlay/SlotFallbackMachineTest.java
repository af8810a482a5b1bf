package org.tmpfsroot.workbench.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.machine.BootFirmware;
import org.tmpfsroot.workbench.machine.DiskBus;
import org.tmpfsroot.workbench.testing.Guest;
import org.tmpfsroot.workbench.testing.InstalledDisk;
import org.tmpfsroot.workbench.testing.InstalledSystem;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** A slot that does not come up leads to the other one, and two of them to an end that says so. */
@Tag("machine")
@Execution(ExecutionMode.CONCURRENT)
@RequiresPeer({"qemu-system-x86_64", "debootstrap", "debugfs", "mcopy", "mkfs.btrfs", "busybox"})
class SlotFallbackMachineTest {
  private static final String FALLS_BACK = "tmpfsroot: slot a did not come up, slot b is taken";

  @TempDir Path folder;

  @Test
  void aSystemThatPanicsIsLeftAfterThreeBoots() throws IOException {
    try (InstalledDisk disk = disk()) {
      spoilInitrd(disk, Layout.SLOT_A);
      try (Guest guest = start(disk)) {
        guest.says("Kernel panic", "Kernel panic", "Kernel panic", FALLS_BACK).upFrom("b");
        guest.answers("d2ada949-7fff-4257-91e9-793b25b0df02", "cat /etc/rootfs-id");
        guest.run("until tmpfsroot-slot | grep -q good_b=1; do sleep 1; done");
        guest.answers("running=b\npreferred=b\ngood_a=1\ngood_b=1\ntries=0", "tmpfsroot-slot");
        guest.run("tmpfsroot-slot use a");
        guest.answers("running=b\npreferred=a\ngood_a=1\ngood_b=1\ntries=0", "tmpfsroot-slot");
      }
    }
  }

  private enum Loss {
    KERNEL_MISSING,
    KERNEL_SPOILT,
    FILE_SYSTEM_GONE
  }

  @ParameterizedTest
  @EnumSource
  void aSlotThatCannotBeLoadedIsPassedOverAtOnce(Loss loss) throws IOException {
    try (InstalledDisk disk = disk()) {
      switch (loss) {
        case KERNEL_MISSING -> disk.debugfs(Layout.SLOT_A, "rm /boot/vmlinuz");
        case KERNEL_SPOILT -> spoil(disk, Layout.SLOT_A, kernel(disk));
        case FILE_SYSTEM_GONE -> disk.noise(Layout.SLOT_A, 0, 4 << 20);
      }
      try (Guest guest = start(disk)) {
        guest.says("tmpfsroot: slot A cannot be loaded").upFrom("b");
      }
    }
  }

  /** What the journal and a repair without questions cannot mend, and what only reading shows. */
  @ParameterizedTest
  @CsvSource({"true, is damaged; restarting", "false, the root was not copied whole; restarting"})
  void aDamagedRootIsNotStarted(boolean noted, String said) throws IOException {
    try (InstalledDisk disk = disk()) {
      disk.debugfs(Layout.SLOT_A, "clri /usr/lib/systemd").state("tries.env", "tries=2\n");
      if (noted) {
        disk.debugfs(Layout.SLOT_A, "set_super_value state 2");
      }
      try (Guest guest = start(disk)) {
        guest.says(said, FALLS_BACK, "tmpfsroot.slot=b");
      }
    }
  }

  @Test
  void tooLittleMemoryIsSaidAndNeverAHang() throws IOException {
    try (InstalledDisk disk = disk()) {
      disk.state("tries.env", "tries=2\n");
      try (Guest guest =
          Guest.start(
              Guest.machine(BootFirmware.BIOS, DiskBus.VIRTIO, disk.file())
                  .withMemory(Size.ofMiB(320)))) {
        guest.says("tmpfsroot: the root needs ", "; restarting", FALLS_BACK, "tmpfsroot.slot=b");
      }
    }
  }

  @Test
  void twoSlotsThatCannotBeLoadedHaveAnEnd() throws IOException {
    try (InstalledDisk disk = disk()) {
      disk.debugfs(Layout.SLOT_A, "rm /boot/vmlinuz").debugfs(Layout.SLOT_B, "rm /boot/vmlinuz");
      try (Guest guest = start(disk)) {
        guest.says(
            "tmpfsroot: slot A cannot be loaded",
            "tmpfsroot: slot B cannot be loaded",
            "tmpfsroot: neither slot can be loaded, restarting in a minute");
      }
    }
  }

  @Test
  void twoSlotsThatDoNotComeUpHaveAnEnd() throws IOException {
    try (InstalledDisk disk = disk()) {
      disk.state("tries.env", "tries=5\n");
      spoilInitrd(disk, Layout.SLOT_B);
      try (Guest guest = start(disk)) {
        guest.says(FALLS_BACK, "Kernel panic", "tmpfsroot: neither slot came up in 6 boots");
      }
    }
  }

  @Test
  void lostStateMeansSlotAAndIsMadeAgain() throws IOException {
    try (InstalledDisk disk = disk()) {
      for (String name : new String[] {"slots-1.env", "slots-2.env", "tries.env"}) {
        disk.stateFile(name, "\0".repeat(1024));
      }
      try (Guest guest = start(disk)) {
        guest.says("tmpfsroot: the state of the slots is lost, slot A is taken").upFrom("a");
        guest.run("until tmpfsroot-slot | grep -q good_a=1; do sleep 1; done");
        guest.shutDown();
      }
      assertEquals(disk.state("slots-1.env"), disk.state("slots-2.env"));
      assertEquals(0, disk.state("tries.env").indexOf("# GRUB Environment Block\ntries=0\n"));
    }
  }

  @Test
  void aTornFirstCopyIsPassedOver() throws IOException {
    try (InstalledDisk disk = disk()) {
      disk.state("slots-1.env", "serial=9\npreferred=a\ngood_a=1\ngood_b=0\nend=8\n");
      disk.state("slots-2.env", "serial=8\npreferred=b\ngood_a=1\ngood_b=1\nend=8\n");
      try (Guest guest = Guest.start(Guest.machine(BootFirmware.UEFI, DiskBus.NVME, disk.file()))) {
        guest.upFrom("b");
        assertFalse(guest.text().contains("is lost"), guest.text());
        guest.run("until tmpfsroot-slot | grep -q tries=0; do sleep 1; done");
        guest.shutDown();
      }
      assertEquals(
          0,
          disk.state("slots-1.env")
              .indexOf(
                  """
                  # GRUB Environment Block
                  serial=9
                  preferred=b
                  good_a=1
                  good_b=1
                  end=9
                  """));
    }
  }

  private InstalledDisk disk() {
    return InstalledDisk.copyOf(InstalledSystem.BOOKWORM.settled(), folder);
  }

  private static Guest start(InstalledDisk disk) {
    return Guest.start(Guest.machine(BootFirmware.BIOS, DiskBus.VIRTIO, disk.file()));
  }

  private static String kernel(InstalledDisk disk) {
    return "/boot/"
        + disk.ask(Layout.SLOT_A, "ls -p /boot")
            .lines()
            .map(line -> line.split("/"))
            .filter(words -> words.length > 5 && words[5].startsWith("vmlinuz-"))
            .map(words -> words[5])
            .findFirst()
            .orElseThrow();
  }

  private static void spoilInitrd(InstalledDisk disk, String slot) {
    spoil(disk, slot, kernel(disk).replace("vmlinuz-", "initramfs-") + ".img");
  }

  /** Noise over the file's first block. */
  private static void spoil(InstalledDisk disk, String slot, String file) {
    String block = disk.ask(slot, "bmap " + file + " 0").strip();
    disk.noise(slot, Long.parseLong(block) * 4096, 4096);
  }
}
