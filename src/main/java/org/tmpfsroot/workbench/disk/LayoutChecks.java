package org.tmpfsroot.workbench.disk;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.io.Size;

/** Whether a layout keeps what the installed system promises, whatever is put into it. */
public final class LayoutChecks {
  private static final Set<String> SYSTEM =
      Set.of("/usr", "/etc", "/bin", "/sbin", "/lib", "/lib64", "/boot", "/var", "/root2", "/root");
  private static final Set<String> MADE_AT_BOOT = Set.of("/dev", "/proc", "/sys", "/run", "/tmp");
  private static final List<String> UNSAFE =
      List.of("data=writeback", "nobarrier", "barrier=0", "journal_async_commit", "norecovery");

  private LayoutChecks() {}

  /** Every finding, in the layout's order. */
  public static List<Finding> of(Layout layout) {
    return layout.partitions().stream()
        .flatMap(
            each ->
                Stream.of(tooSmall(each), ofSystem(each), options(each)).flatMap(found -> found))
        .toList();
  }

  /** Mount options of any fstab line: what is wrong with them there. */
  public static Stream<Finding> ofOptions(String place, String mount, List<String> options) {
    return Stream.of(
            mount.equals(Layout.PERSIST) && !options.contains("ro")
                ? Stream.of(
                    DiskCheck.PERSIST_WRITABLE.at(
                        place,
                        "/persist is mounted writable",
                        "add ro; a running system changes it with persist-edit"))
                : Stream.<Finding>empty(),
            options.contains("nofail") || options.contains("noauto")
                ? Stream.<Finding>empty()
                : Stream.of(
                    DiskCheck.NOFAIL_MISSING.at(
                        place,
                        "without nofail the boot stops where " + mount + " is damaged or missing",
                        "add nofail to the options of " + mount)),
            options.stream()
                .filter(UNSAFE::contains)
                .map(
                    option ->
                        DiskCheck.MOUNT_OPTION_UNSAFE.at(
                            place,
                            "with " + option + " a power cut may damage " + mount,
                            "leave " + option + " out")))
        .flatMap(found -> found);
  }

  private static Stream<Finding> tooSmall(Partition partition) {
    Size least = partition.filesystem().smallest();
    return partition.size().compareTo(least) >= 0
        ? Stream.empty()
        : Stream.of(
            DiskCheck.FILE_SYSTEM_TOO_SMALL.at(
                place(partition),
                partition.filesystem().typed() + " cannot be made smaller than " + least,
                "type `partition set " + partition.mount() + " " + least.typed() + "`"));
  }

  private static Stream<Finding> ofSystem(Partition partition) {
    String mount = partition.mount();
    boolean ours = Layout.standard().mounts().contains(mount);
    boolean taken =
        SYSTEM.contains(mount)
            || Stream.of("/usr/", "/etc/", "/boot/", "/root2/").anyMatch(mount::startsWith)
            || MADE_AT_BOOT.stream()
                .anyMatch(top -> mount.equals(top) || mount.startsWith(top + "/"));
    return ours || !taken
        ? Stream.empty()
        : Stream.of(
            DiskCheck.MOUNT_OF_SYSTEM.at(
                place(partition),
                mount + " is a part of the root, which is copied into memory as a whole",
                "choose a place such as /data or /srv, then type `partition remove "
                    + mount
                    + "`"));
  }

  private static Stream<Finding> options(Partition partition) {
    return partition.mounted()
        ? ofOptions(place(partition), partition.mount(), partition.optionList())
        : Stream.empty();
  }

  private static String place(Partition partition) {
    return "partition " + partition.mount();
  }
}
