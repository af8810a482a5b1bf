package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.LayoutChecks;
import org.tmpfsroot.workbench.fault.Finding;

/** Whether there is a disk to install to, and whether things fit where they go. */
final class DiskChecks {
  static final List<SessionChecks.Looking> ALL =
      List.of(DiskChecks::none, DiskChecks::unnamed, DiskChecks::layout, DiskChecks::fit);

  private DiskChecks() {}

  private static Stream<Finding> none(ImageSession session) {
    return session.disks().disks().isEmpty()
        ? Stream.of(
            SessionCheck.NO_DISK.at(
                "disk", "there is no disk to install to", "type `disk add sda`"))
        : Stream.empty();
  }

  private static Stream<Finding> unnamed(ImageSession session) {
    List<Disk> disks = session.disks().disks();
    return !disks.isEmpty() && session.disks().target().isEmpty()
        ? Stream.of(
            SessionCheck.NO_MAIN_DISK.at(
                "disk",
                "none of the " + disks.size() + " disks is named as the one installed to",
                "type `disk use " + disks.get(0).name() + "`"))
        : Stream.empty();
  }

  private static Stream<Finding> layout(ImageSession session) {
    return LayoutChecks.of(session.disks().layout()).stream();
  }

  private static Stream<Finding> fit(ImageSession session) {
    String disk = session.disks().target().map(Disk::name).orElse("");
    return SessionFit.of(session).findings(disk).stream();
  }
}
