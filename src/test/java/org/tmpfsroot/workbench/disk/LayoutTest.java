package org.tmpfsroot.workbench.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Size;

class LayoutTest {
  private static final Size GIB = Size.parse("1G");

  @ParameterizedTest
  @CsvSource({
    "/boot/efi, 200, EFI",
    "/, 2048, EXT4",
    "/root2, 2048, EXT4",
    "/persist, 200, EXT4",
    "/var/log, 2048, EXT4",
    "/var/lib/docker, 8192, BTRFS",
    "/var/cache, 4096, BTRFS",
    "/opt, 2048, BTRFS"
  })
  void standardLayoutHasThePartition(String mount, long mebibytes, Filesystem filesystem) {
    Partition partition = Layout.standard().partition(mount).orElseThrow();
    assertEquals(Size.ofMiB(mebibytes), partition.size());
    assertEquals(filesystem, partition.filesystem());
  }

  @Test
  void standardSeedGivesTheUsualIdentities() {
    Layout layout = Layout.standard();
    assertEquals(UUID.fromString("64eb4db5-3385-46a5-a3d5-c48197a53555"), layout.uuid("/"));
    assertEquals(UUID.fromString("d2ada949-7fff-4257-91e9-793b25b0df02"), layout.uuid("/root2"));
    assertEquals(UUID.fromString("ff9691f9-7c97-4411-8f44-12685ee4a003"), layout.uuid("/persist"));
    assertEquals(UUID.fromString("ff9691f9-7c97-4411-8f44-12685ee4a006"), layout.uuid("/var/log"));
  }

  @Test
  void anotherSeedGivesOtherIdentitiesAndTheSameEveryTime() {
    Set<UUID> seen = new HashSet<>();
    for (String seed : List.of(Layout.standardSeed(), "robot-7", "robot-8", "")) {
      Layout layout = Layout.standard().withSeed(seed);
      for (String mount : layout.mounts()) {
        UUID uuid = layout.uuid(mount);
        assertTrue(seen.add(uuid), seed + " " + mount);
        assertEquals(uuid, Layout.standard().withSeed(seed).uuid(mount));
        assertEquals(2, uuid.variant());
      }
    }
    Layout other = Layout.standard().withSeed("robot-7");
    assertEquals(8, other.uuid("/").version());
    assertTrue(other.efiVolumeId().matches("[0-9A-F]{8}"));
    assertNotEquals(Layout.standard().efiVolumeId(), other.efiVolumeId());
  }

  @Test
  void labelsOfVolumesComeFromTheirPlace() {
    assertEquals(
        List.of("var_lib_docker", "var_cache", "opt"),
        Layout.standard().partitions().stream()
            .filter(each -> each.filesystem() == Filesystem.BTRFS)
            .map(Partition::label)
            .toList());
  }

  @Test
  void changesSizesAddsAndRemoves() {
    Layout layout =
        Layout.standard()
            .withSize("/opt", GIB)
            .plus(Partition.added("/srv/data", GIB, Filesystem.BTRFS, ""))
            .minus("/var/cache");
    assertEquals(GIB, layout.partition("/opt").orElseThrow().size());
    assertEquals("srv_data", layout.partition("/srv/data").orElseThrow().label());
    assertTrue(layout.partition("/var/cache").isEmpty());
    assertEquals("/srv/data", layout.mounts().get(layout.mounts().size() - 1));
    assertEquals(Size.ofMiB(200 + 2048 + 2048 + 200 + 2048 + 8192 + 1024 + 1024), layout.total());
  }

  @Test
  void namesTheNearestPartitionForOneThatIsNotThere() {
    Fault fault = usage(() -> Layout.standard().withSize("/var/logs", GIB));
    assertTrue(fault.next().contains("'/var/log'"), fault.next());
    usage(() -> Layout.standard().minus("/data"));
  }

  @Test
  void refusesASizeOfNothing() {
    usage(() -> Layout.standard().withSize("/opt", new Size(0)));
    usage(() -> Partition.added("/data", new Size(0), Filesystem.EXT4, ""));
  }

  @Test
  void refusesTwoOfOneMountPointOrLabel() {
    usage(() -> Layout.standard().plus(Partition.added("/opt", GIB, Filesystem.EXT4, "")));
    usage(() -> Layout.standard().plus(Partition.added("/var_cache", GIB, Filesystem.BTRFS, "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/root2", "/boot/efi", "/persist", "/var/log"})
  void keepsWhatTheSystemCannotDoWithout(String mount) {
    usage(() -> Layout.standard().minus(mount));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data",
        "",
        "/data/",
        "//data",
        "/da ta",
        "/data\n/x",
        "/../etc",
        "/data'",
        "/$HOME",
        "/data\"",
        "/a/../b",
        "/.hidden"
      })
  void refusesMountPointsThatCouldNotBeWrittenAnywhere(String mount) {
    usage(() -> Partition.added(mount, GIB, Filesystem.EXT4, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"noatime,", ",ro", "a b", "x\ny", "a,,b", "data='x'", "$(reboot)", "a=b\"c"})
  void refusesOptionsThatCouldNotBeWrittenAnywhere(String options) {
    usage(() -> Partition.added("/data", GIB, Filesystem.EXT4, options));
  }

  @Test
  void refusesALabelThatIsTooLong() {
    String longest = "l".repeat(16);
    new Partition("/data", GIB, Filesystem.EXT4, "", longest, true);
    usage(() -> new Partition("/data", GIB, Filesystem.EXT4, "", longest + "l", true));
    usage(() -> new Partition("/data", GIB, Filesystem.XFS, "", "l".repeat(13), true));
  }

  @Test
  void writesEverythingOnceWhileInstalling() {
    Partition persist = Layout.standard().partition("/persist").orElseThrow();
    assertTrue(persist.optionList().contains("ro"));
    assertTrue(!List.of(persist.optionsWhileInstalling().split(",")).contains("ro"));
  }

  private static Fault usage(org.junit.jupiter.api.function.Executable work) {
    Fault fault = assertThrows(Fault.class, work);
    assertEquals(ExitCode.USAGE, fault.exitCode());
    return fault;
  }
}
