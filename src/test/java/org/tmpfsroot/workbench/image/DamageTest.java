package org.tmpfsroot.workbench.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.Extent;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** What is broken is what was asked for, as the file systems' own tools say. */
@RequiresPeer({"sfdisk", "mke2fs", "mkfs.vfat", "mcopy", "mkfs.btrfs", "e2fsck", "fsck.vfat"})
class DamageTest {
  @TempDir static Path shared;
  private static Path disk;

  @TempDir Path folder;

  @BeforeAll
  static void makeADisk() {
    disk = shared.resolve("disk");
    Peer.run("bash", "src/test/resources/image/disk.sh", disk.toString()).ok();
  }

  private Path damaged(DamageKind kind) {
    Path copy = folder.resolve("copy");
    Damage.copy(disk, copy, kind, 7, Progress.SILENT);
    return copy;
  }

  private Path partition(Path image, int number) {
    Path part = folder.resolve("part-" + number);
    DataMap map = DataMap.of(image, Progress.SILENT);
    Extent extent;
    try (InstalledDisk whole = InstalledDisk.open(disk)) {
      extent = whole.volumes().get(number - 1).extent();
    }
    map.copyTo(extent, part, Progress.SILENT);
    return part;
  }

  @Test
  void findsWhatThePartitionsAreFor() {
    try (InstalledDisk installed = InstalledDisk.open(disk)) {
      assertEquals(1, installed.efi().partition().number());
      assertEquals(2, installed.slot("a").partition().number());
      assertEquals(3, installed.slot("b").partition().number());
      assertEquals(4, installed.persist().partition().number());
      assertEquals(5, installed.log().partition().number());
      assertEquals(6, installed.labelled("opt").partition().number());
      assertEquals(7, installed.labelled("var_lib_docker").partition().number());
    }
  }

  @Test
  void copiesWithoutAChange() {
    Path copy = folder.resolve("copy");
    DataMap.of(disk, Progress.SILENT).copyTo(copy, Progress.SILENT);
    Peer.run("cmp", disk.toString(), copy.toString()).ok();
  }

  @ParameterizedTest
  @EnumSource(DamageKind.class)
  void breaksWhatItSaysAndNothingElse(DamageKind kind) throws IOException {
    Path copy = folder.resolve("copy");
    List<Wound> wounds = Damage.copy(disk, copy, kind, 7, Progress.SILENT);
    assertFalse(wounds.isEmpty());
    byte[] before = Files.readAllBytes(disk);
    byte[] after = Files.readAllBytes(copy);
    for (Wound wound : wounds) {
      int from = (int) wound.extent().offset();
      int end = (int) wound.extent().end();
      assertFalse(
          java.util.Arrays.equals(before, from, end, after, from, end), wound + " is unchanged");
      System.arraycopy(before, from, after, from, end - from);
    }
    assertArrayEquals(before, after);
  }

  @Test
  void breaksTheSameWithTheSameSeed() throws IOException {
    Path one = damaged(DamageKind.LOG_JOURNAL);
    Path two = folder.resolve("two");
    Damage.copy(disk, two, DamageKind.LOG_JOURNAL, 7, Progress.SILENT);
    assertEquals(-1, Files.mismatch(one, two));
    Damage.copy(disk, two, DamageKind.LOG_JOURNAL, 8, Progress.SILENT);
    assertTrue(Files.mismatch(one, two) >= 0);
  }

  @ParameterizedTest
  @CsvSource({
    "LOG_SUPERBLOCK, 5",
    "LOG_SUPERBLOCKS, 5",
    "LOG_DIRECTORY, 5",
    "LOG_INODE_TABLE, 5",
    "LOG_JOURNAL, 5",
    "PERSIST_SUPERBLOCK, 4",
    "PERSIST_DIRECTORY, 4",
    "PERSIST_INODE_TABLE, 4",
    "SLOT_A_SUPERBLOCKS, 2",
    "SLOT_A_DIRECTORY, 2"
  })
  void isSeenByTheFileSystemsOwnCheck(DamageKind kind, int number) {
    Path part = partition(damaged(kind), number);
    assertFalse(Peer.run("e2fsck", "-fn", part.toString()).exit() == 0);
  }

  @Test
  void leavesCopiesOfTheSuperblockToRepairFrom() {
    Path one = partition(damaged(DamageKind.LOG_SUPERBLOCK), 5);
    assertTrue(Peer.run("e2fsck", "-fy", one.toString()).exit() < 4);
    Path all = partition(damaged(DamageKind.LOG_SUPERBLOCKS), 5);
    assertTrue(Peer.run("e2fsck", "-fy", all.toString()).exit() >= 8);
  }

  @Test
  void breaksTheKernelThatTheLinkLeadsTo() {
    Path slot = partition(damaged(DamageKind.SLOT_A_KERNEL), 2);
    Path kernel = folder.resolve("kernel");
    String dump = "dump /usr/lib/modules/6.1/vmlinuz " + kernel;
    Path whole = folder.resolve("whole");
    Peer.run("debugfs", "-R", dump, slot.toString()).ok();
    Peer.run(
            "debugfs",
            "-R",
            "dump /usr/lib/modules/6.1/vmlinuz " + whole,
            partition(disk, 2).toString())
        .ok();
    Peer.Result difference = Peer.run("cmp", whole.toString(), kernel.toString());
    assertEquals(1, difference.exit(), difference.errors());
    assertTrue(difference.output().matches("(?s).* differ: byte [1-9],.*"), difference.output());
  }

  @ParameterizedTest
  @CsvSource({"EFI_BOOT_SECTOR", "EFI_TABLES"})
  void breaksTheEfiPartition(DamageKind kind) {
    Path part = partition(damaged(kind), 1);
    assertFalse(Peer.run("fsck.vfat", "-n", part.toString()).exit() == 0);
  }

  @Test
  void breaksTheBootStateAndNotItsFileSystem() {
    Path part = partition(damaged(DamageKind.SLOT_STATE), 1);
    assertEquals(0, Peer.run("fsck.vfat", "-n", part.toString()).exit());
    String menu = Peer.run("mtype", "-i", part.toString(), "::/EFI/fedora/grub.cfg").ok();
    assertTrue(menu.contains("function start_a"));
    for (String name : List.of("slots-1.env", "slots-2.env")) {
      Path state = folder.resolve(name);
      Peer.run("mcopy", "-i", part.toString(), "::/EFI/fedora/" + name, state.toString()).ok();
      assertTrue(Peer.run("grep", "-qa", "serial=1", state.toString()).exit() == 1, name);
    }
  }

  @Test
  void refusesADiskWithoutASystem() throws IOException {
    Path empty = Files.write(folder.resolve("empty"), new byte[1 << 20]);
    Path copy = folder.resolve("copy");
    Fault fault =
        assertThrows(
            Fault.class, () -> Damage.copy(empty, copy, DamageKind.BOOT_COUNT, 1, Progress.SILENT));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(Files.notExists(copy));
  }

  @Test
  void leavesNoCopyWhereTheDiskLacksWhatIsToBeBroken() {
    Path headless = damaged(DamageKind.EFI_BOOT_SECTOR);
    Path copy = folder.resolve("again");
    assertThrows(
        Fault.class, () -> Damage.copy(headless, copy, DamageKind.BOOT_COUNT, 1, Progress.SILENT));
    assertTrue(Files.notExists(copy));
  }

  @Test
  void tellsWholeFromBrokenFileSystems() {
    assertEquals(
        VolumeCheck.State.WHOLE, VolumeCheck.of(Volume.Kind.EXT4, partition(disk, 5)).state());
    assertEquals(
        VolumeCheck.State.WHOLE, VolumeCheck.of(Volume.Kind.FAT, partition(disk, 1)).state());
    assertEquals(
        VolumeCheck.State.FORCED,
        VolumeCheck.of(Volume.Kind.EXT4, partition(damaged(DamageKind.LOG_SUPERBLOCK), 5)).state());
    assertEquals(
        VolumeCheck.State.BROKEN,
        VolumeCheck.of(Volume.Kind.EXT4, partition(damaged(DamageKind.LOG_SUPERBLOCKS), 5))
            .state());
    assertEquals(
        VolumeCheck.State.WHOLE, VolumeCheck.of(Volume.Kind.BTRFS, partition(disk, 6)).state());
    assertEquals(
        VolumeCheck.State.FORCED,
        VolumeCheck.of(Volume.Kind.BTRFS, partition(damaged(DamageKind.OPT_SUPERBLOCK), 6))
            .state());
    assertEquals(
        VolumeCheck.State.BROKEN,
        VolumeCheck.of(Volume.Kind.BTRFS, partition(damaged(DamageKind.OPT_SUPERBLOCKS), 6))
            .state());
  }
}
