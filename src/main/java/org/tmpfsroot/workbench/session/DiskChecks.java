package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.disk.Partition;
import org.tmpfsroot.workbench.io.Size;

/** Whether there is a disk to install to, and whether things fit where they go. */
final class DiskChecks {
  /** Two copies of the partition table, and the room parted leaves at both ends. */
  private static final Size TABLES = Size.ofMiB(4);

  /** What ext4 keeps for itself, in percent. */
  private static final int FILE_SYSTEM_SHARE = 8;

  static final List<SessionChecks.Check> ALL =
      List.of(
          DiskChecks::none,
          DiskChecks::unnamed,
          DiskChecks::tooSmall,
          DiskChecks::rootFits,
          DiskChecks::tmpfsFits,
          DiskChecks::ramFits);

  private DiskChecks() {}

  private static Stream<Finding> none(ImageSession session) {
    return session.disks().disks().isEmpty()
        ? Stream.of(
            Finding.error(
                "no-disk", "disk", "there is no disk to install to", "type `disk add sda`"))
        : Stream.empty();
  }

  private static Stream<Finding> unnamed(ImageSession session) {
    List<Disk> disks = session.disks().disks();
    return !disks.isEmpty() && session.disks().target().isEmpty()
        ? Stream.of(
            Finding.error(
                "no-main-disk",
                "disk",
                "none of the " + disks.size() + " disks is named as the one installed to",
                "type `disk use " + disks.get(0).name() + "`"))
        : Stream.empty();
  }

  private static Stream<Finding> tooSmall(ImageSession session) {
    Optional<Disk> target = session.disks().target();
    Size needed = session.disks().layout().total().plus(TABLES);
    return target
        .flatMap(Disk::size)
        .filter(size -> size.compareTo(needed) < 0)
        .map(
            size ->
                Finding.error(
                    "disk-too-small",
                    "disk " + target.get().name(),
                    "the partitions need " + needed + " and the disk has " + size,
                    "type `partition list`, then for example `partition set /var/lib/docker 4G`"))
        .stream();
  }

  private static Stream<Finding> rootFits(ImageSession session) {
    Optional<Partition> root = session.disks().layout().partition(Layout.SLOT_A);
    Optional<Size> installed = installed(session);
    if (root.isEmpty() || installed.isEmpty()) {
      return Stream.empty();
    }
    Size usable = new Size(root.get().size().bytes() / 100 * (100 - FILE_SYSTEM_SHARE));
    String larger = Size.ofMiB(installed.get().mebibytesRoundedUp() / 512 * 512 + 1024).typed();
    return installed.get().compareTo(usable) <= 0
        ? Stream.empty()
        : Stream.of(
            Finding.error(
                "root-too-small",
                "partition " + Layout.SLOT_A,
                "the packages take " + installed.get() + " and the root has room for " + usable,
                "type `partition set / " + larger + "` and `partition set /root2 " + larger + "`"));
  }

  private static Stream<Finding> tmpfsFits(ImageSession session) {
    Optional<Size> size = fixedTmpfs(session);
    Optional<Size> installed = installed(session);
    return size.isPresent() && installed.isPresent() && size.get().compareTo(installed.get()) < 0
        ? Stream.of(
            Finding.error(
                "tmpfs-too-small",
                "setting tmpfs-size",
                "the packages take "
                    + installed.get()
                    + " and the root in memory has "
                    + size.get(),
                "type `setting set tmpfs-size auto`"))
        : Stream.empty();
  }

  private static Stream<Finding> ramFits(ImageSession session) {
    Optional<Size> size = fixedTmpfs(session);
    Optional<Size> ram = session.settings().find(SettingKeys.RAM);
    return size.isPresent() && ram.isPresent() && size.get().compareTo(ram.get()) >= 0
        ? Stream.of(
            Finding.error(
                "ram-too-small",
                "setting ram",
                "the root in memory takes " + size.get() + " of " + ram.get(),
                "ask for fewer packages, or type `setting set tmpfs-size 40%`"))
        : Stream.empty();
  }

  /** Empty for a share of a memory that may not be known. */
  private static Optional<Size> fixedTmpfs(ImageSession session) {
    String value = KickstartTranslation.tmpfsSize(session).kernelValue();
    return value.endsWith("%") ? Optional.empty() : Optional.of(Size.parse(value));
  }

  private static Optional<Size> installed(ImageSession session) {
    return session.lock().map(lock -> new Size(lock.installedSize()));
  }
}
