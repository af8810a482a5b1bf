package org.tmpfsroot.workbench.disk;

import java.util.List;
import org.tmpfsroot.workbench.io.Size;

/**
 * The usual layout. {@code x-initrd.mount} is mounted before the real init starts; {@code nofail}
 * lets the boot go on without it.
 */
final class StandardPartitions {
  private static final String EARLY = "nofail,x-initrd.mount,x-systemd.device-timeout=20s";
  private static final String LATE = "nofail,x-systemd.device-timeout=60s";

  static final List<Partition> ALL =
      List.of(
          unmounted(Layout.EFI, 200, Filesystem.EFI),
          unmounted(Layout.SLOT_A, 2048, Filesystem.EXT4),
          unmounted(Layout.SLOT_B, 2048, Filesystem.EXT4),
          ext4(Layout.PERSIST, 200, "ro,nodev,nosuid," + EARLY),
          ext4(Layout.LOG, 2048, "noatime,nodev,nosuid,noexec," + EARLY),
          btrfs(
              "/var/lib/docker",
              8192,
              "noatime,"
                  + LATE
                  + ",x-systemd.wanted-by=remote-fs.target,x-systemd.before=docker.service"),
          btrfs(
              "/var/cache",
              4096,
              "noatime,nodev,nosuid," + LATE + ",x-systemd.wanted-by=remote-fs.target"),
          btrfs("/opt", 2048, "noatime,nodev," + EARLY));

  private StandardPartitions() {}

  private static Partition unmounted(String mount, long mebibytes, Filesystem filesystem) {
    return new Partition(mount, Size.ofMiB(mebibytes), filesystem, "", "", false);
  }

  private static Partition ext4(String mount, long mebibytes, String options) {
    return new Partition(mount, Size.ofMiB(mebibytes), Filesystem.EXT4, options, "", true);
  }

  private static Partition btrfs(String mount, long mebibytes, String options) {
    String label = mount.substring(1).replace('/', '_');
    return new Partition(mount, Size.ofMiB(mebibytes), Filesystem.BTRFS, options, label, true);
  }
}
