package org.tmpfsroot.workbench.overlay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** The initrd's scripts on real file systems in image files. Needs the right to mount. */
@RequiresPeer({
  "sh",
  "losetup",
  "mount",
  "mke2fs",
  "e2fsck",
  "blkid",
  "wipefs",
  "mkfs.vfat",
  "mkfs.btrfs",
  "btrfs"
})
class InitrdScriptsTest {
  private static final Path MODULE =
      Path.of("src/main/resources/runtime/root/usr/lib/dracut/modules.d/90tmpfsroot");
  private static final String UUID = "ff9691f9-7c97-4411-8f44-12685ee4a006";

  private static final long FIRST_SUPERBLOCK = 64L << 10;
  private static final long SECOND_SUPERBLOCK = 64L << 20;

  @TempDir Path folder;
  private String device = "/nonexistent";
  private String volume = UUID;

  @AfterEach
  void detach() {
    if (device.startsWith("/dev/loop")) {
      Peer.run("losetup", "-d", device).ok();
    }
  }

  @Test
  void goodLogsAreLeftAlone() throws IOException {
    attach(tree("log"));
    assertEquals("", said(run("check-log")));
    assertEquals("content", inside("cat file"));
  }

  @Test
  void damagedLogsAreRepairedAndTheRepairIsCounted() throws IOException {
    attach(tree("log"));
    Peer.run("dd", "if=/dev/urandom", "of=" + device, "bs=4096", "seek=20", "count=3").ok();
    assertEquals("tmpfsroot: the logs' file system was repaired by force", said(run("check-log")));
    assertEquals("1", inside("cat .tmpfsroot-repairs"));
    Peer.run("e2fsck", "-fn", device).ok();
  }

  @Test
  void logsBeyondRepairAreMadeAnewWithTheirIdentity() throws IOException {
    attach(tree("log"));
    Peer.run("dd", "if=/dev/zero", "of=" + device, "bs=1M", "count=64").ok();
    assertEquals(
        "tmpfsroot: the logs' file system is beyond repair and made anew", said(run("check-log")));
    assertEquals("1", inside("cat .tmpfsroot-wipes"));
    assertEquals(UUID, Peer.run("blkid", "-p", "-s", "UUID", "-o", "value", device).ok().strip());
  }

  @Test
  void aMissingLogPartitionIsNoReasonToStop() throws IOException {
    Peer.Result result = run("check-log");
    assertEquals(0, result.exit());
    assertEquals("tmpfsroot: there is no log partition", said(result));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mke2fs -q -t ext4 -U 11111111-2222-3333-4444-555555555555", "mkfs.vfat"})
  void whatIsNotOursIsLeftAlone(String format) throws IOException {
    attach(tree("log"));
    Peer.runIn(
            folder, Map.of(), List.of("sh", "-c", "wipefs -q -a $0 && " + format + " $0", device))
        .ok();
    byte[] before = Files.readAllBytes(Path.of(device));
    assertEquals(
        "tmpfsroot: the log partition holds another file system and is left alone",
        said(run("check-log")));
    assertEquals(
        "tmpfsroot: the partition for persistent data holds another file system and is left alone",
        said(run("check-persist")));
    assertArrayEquals(before, Files.readAllBytes(Path.of(device)));
  }

  @Test
  void anUnfinishedJournalIsReplayedAndThatIsCounted() throws IOException {
    attach(tree("log"));
    Path place = Files.createDirectories(folder.resolve("place"));
    Peer.run("mount", device, place.toString()).ok();
    Files.writeString(place.resolve("late"), "synced");
    Peer.run("sync", "-f", place.toString()).ok();
    Path frozen = folder.resolve("frozen");
    Files.copy(Path.of(device), frozen);
    Peer.run("umount", place.toString()).ok();
    Peer.run("dd", "bs=1M", "if=" + frozen, "of=" + device).ok();
    assertEquals("tmpfsroot: the logs' journal was replayed", said(run("check-log")));
    assertEquals("1 synced", inside("echo $(cat .tmpfsroot-replays late)"));
  }

  @Test
  void goodPersistentDataIsOnlyLookedAt() throws IOException {
    attach(tree("persist"));
    byte[] before = Files.readAllBytes(Path.of(device));
    assertEquals("", said(run("check-persist")));
    assertArrayEquals(before, Files.readAllBytes(Path.of(device)));
  }

  @Test
  void persistentDataIsNeverMadeAnew() throws IOException {
    attach(tree("persist"));
    Peer.run("dd", "if=/dev/zero", "of=" + device, "bs=1M", "count=64").ok();
    assertEquals(
        "tmpfsroot: the persistent data's file system is beyond repair",
        said(run("check-persist")));
    assertNotEquals(0, Peer.run("blkid", "-p", device).exit());
  }

  @Test
  void theWholeRootIsCopiedButForItsKernels() throws IOException {
    Path root = tree("root");
    Files.writeString(root.resolve(".hidden"), "");
    Files.createDirectories(root.resolve("boot"));
    Files.writeString(root.resolve("boot/vmlinuz"), "");
    Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));
    Files.createDirectories(root.resolve("etc"));
    Files.createLink(root.resolve("etc/hard"), root.resolve("file"));
    Files.writeString(
        root.resolve("etc/fstab"), "UUID=1 / ext4 ro 0 0\nUUID=2 /persist ext4 ro 0 0\n");
    attach(root);
    byte[] before = Files.readAllBytes(Path.of(device));
    Path target = Files.createDirectories(folder.resolve("sysroot"));
    Peer.Result result = run("copy-root");
    assertEquals(0, result.exit(), result.output() + result.errors());
    assertArrayEquals(before, Files.readAllBytes(Path.of(device)), "nothing is written to a slot");
    assertEquals(UUID + "\n", Files.readString(target.resolve("etc/rootfs-id")));
    assertEquals("UUID=2 /persist ext4 ro 0 0\n", Files.readString(target.resolve("etc/fstab")));
    assertTrue(Files.exists(target.resolve(".hidden")));
    assertTrue(Files.isSymbolicLink(target.resolve("dangling")));
    assertEquals(2, Files.getAttribute(target.resolve("etc/hard"), "unix:nlink"));
    assertFalse(Files.exists(target.resolve("boot/vmlinuz")));
    assertFalse(Files.exists(folder.resolve("source")), "the partition is unmounted");
  }

  @Test
  void aRootThatCannotBeReadEndsInARestart() throws IOException {
    attach(tree("root"));
    Peer.run("dd", "if=/dev/zero", "of=" + device, "bs=1M", "count=64").ok();
    Files.createDirectories(folder.resolve("sysroot"));
    Peer.Result result = run("copy-root");
    assertNotEquals(0, result.exit());
    assertEquals(
        "tmpfsroot: the file system of UUID=" + UUID + " is damaged; restarting", said(result));
  }

  @Test
  void aGoodVolumeIsOnlyLookedAt() throws IOException {
    attachVolume();
    byte[] before = Files.readAllBytes(Path.of(device));
    assertEquals("", said(run("check-volumes")));
    assertArrayEquals(before, Files.readAllBytes(Path.of(device)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 512, 4096 - 512})
  void aTornSuperblockIsRestoredFromItsCopy(long sector) throws IOException {
    attachVolume();
    byte[] before = Files.readAllBytes(Path.of(device));
    noise(FIRST_SUPERBLOCK + sector);
    assertNotEquals(0, Peer.run("btrfs", "check", "--readonly", device).exit());
    assertEquals(
        "tmpfsroot: the superblock of /opt was restored from its copy", said(run("check-volumes")));
    Peer.run("btrfs", "check", "--readonly", device).ok();
    assertArrayEquals(before, Files.readAllBytes(Path.of(device)));
    assertEquals(
        List.of("trigger --action=change " + device), Files.readAllLines(folder.resolve("events")));
  }

  @Test
  void aVolumeWithoutAnySuperblockIsLeftAsItIs() throws IOException {
    attachVolume();
    noise(FIRST_SUPERBLOCK);
    noise(SECOND_SUPERBLOCK);
    byte[] before = Files.readAllBytes(Path.of(device));
    assertEquals("tmpfsroot: the file system of /opt is beyond repair", said(run("check-volumes")));
    assertArrayEquals(before, Files.readAllBytes(Path.of(device)));
  }

  @Test
  void anotherFileSystemInAVolumesPlaceIsLeftAlone() throws IOException {
    attachVolume();
    Path other = folder.resolve("other");
    Peer.run("truncate", "-s", "32M", other.toString()).ok();
    Peer.run("mke2fs", "-q", "-t", "ext4", other.toString()).ok();
    // the copy of the superblock that lies behind it must not be written over it
    Peer.run("dd", "bs=1M", "if=" + other, "of=" + device).ok();
    byte[] before = Files.readAllBytes(Path.of(device));
    assertEquals(
        "tmpfsroot: the partition for /opt holds another file system and is left alone",
        said(run("check-volumes")));
    assertArrayEquals(before, Files.readAllBytes(Path.of(device)));
  }

  @Test
  void aMissingVolumeIsNoReasonToStop() throws IOException {
    Peer.Result result = run("check-volumes");
    assertEquals(0, result.exit());
    assertEquals("tmpfsroot: there is no partition for /opt", said(result));
  }

  private void noise(long from) {
    Peer.run("dd", "if=/dev/urandom", "of=" + device, "bs=512", "seek=" + from / 512, "count=1")
        .ok();
  }

  private void attachVolume() {
    String image = folder.resolve("image").toString();
    Peer.run("truncate", "-s", "128M", image).ok();
    Peer.run("mkfs.btrfs", "-q", "-L", "opt", image).ok();
    volume = Peer.run("blkid", "-p", "-s", "UUID", "-o", "value", image).ok().strip();
    device = Peer.run("losetup", "-f", "--show", image).ok().strip();
  }

  private Path tree(String name) throws IOException {
    Path tree = Files.createDirectories(folder.resolve(name));
    Files.writeString(tree.resolve("file"), "content");
    return tree;
  }

  private void attach(Path tree) {
    String image = folder.resolve("image").toString();
    Peer.run("truncate", "-s", "64M", image).ok();
    Peer.run("mke2fs", "-q", "-t", "ext4", "-U", UUID, "-d", tree.toString(), image).ok();
    device = Peer.run("losetup", "-f", "--show", image).ok().strip();
  }

  private String inside(String command) throws IOException {
    Path place = Files.createDirectories(folder.resolve("inside"));
    Peer.run("mount", device, place.toString()).ok();
    try {
      return Peer.runIn(place, Map.of(), List.of("sh", "-c", command)).ok().strip();
    } finally {
      Peer.run("umount", place.toString()).ok();
    }
  }

  /** Runs a script of the module with its places and its device moved into the test's folder. */
  private Peer.Result run(String name) throws IOException {
    Path library = folder.resolve("lib.sh");
    Files.writeString(folder.resolve("cmdline"), "quiet root=UUID=" + UUID + " ro\n");
    Files.writeString(folder.resolve("volumes"), "/opt x " + volume + "\n");
    Files.writeString(
        library,
        Files.readString(MODULE.resolve("lib.sh"))
            .replace(
                ". /usr/lib/tmpfsroot-fedora/identities",
                "LOG_UUID=%1$s PERSIST_UUID=%1$s LOG_PARTUUID=x PERSIST_PARTUUID=x".formatted(UUID))
            .replace("link=/dev/disk/by-$1/$2", "link=" + device)
            .replace("left=150", "left=1"));
    Path script = folder.resolve(name);
    Files.writeString(
        script,
        Files.readString(MODULE.resolve(name + ".sh"))
            .replace("/usr/libexec/tmpfsroot/lib.sh", library.toString())
            .replace("/run/tmpfsroot/log", folder.resolve("probe").toString())
            .replace("/run/tmpfsroot/source", folder.resolve("source").toString())
            .replace("/sysroot", folder.resolve("sysroot").toString())
            .replace("/proc/cmdline", folder.resolve("cmdline").toString())
            .replace("/usr/lib/tmpfsroot-fedora/volumes", folder.resolve("volumes").toString())
            .replace("udevadm", "echo >" + folder.resolve("events"))
            .replace("sleep 5", ":"));
    return Peer.runIn(folder, Map.of(), List.of("sh", script.toString()));
  }

  private static String said(Peer.Result result) {
    return String.join(
        "\n", result.output().lines().filter(line -> line.startsWith("tmpfsroot:")).toList());
  }
}
