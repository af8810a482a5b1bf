package org.tmpfsroot.workbench.disk;

import org.tmpfsroot.workbench.fault.Check;
import org.tmpfsroot.workbench.fault.Finding.Severity;

/** What is looked for in a layout, and in how things fit into it. */
public enum DiskCheck implements Check {
  DISK_TOO_SMALL(Severity.ERROR, "the partitions need more than the disk has"),
  ROOT_TOO_SMALL(Severity.ERROR, "the packages and your own files need more than the root has"),
  SLOT_B_TOO_SMALL(Severity.ERROR, "slot B cannot hold what slot A holds"),
  DOWNLOADS_TOO_LARGE(
      Severity.ERROR, "over HTTP packages are kept on slot B, and they need more than it has"),
  TMPFS_TOO_SMALL(Severity.ERROR, "the root in memory cannot hold what the root holds"),
  RAM_TOO_SMALL(Severity.ERROR, "the root in memory takes all of the memory"),
  RAM_TIGHT(Severity.WARNING, "the root in memory leaves little memory to programs"),
  FILE_SYSTEM_TOO_SMALL(Severity.ERROR, "a partition is smaller than its file system can be made"),
  MOUNT_OF_SYSTEM(Severity.ERROR, "a partition takes the place of a part of the root itself"),
  PERSIST_WRITABLE(Severity.ERROR, "/persist is mounted writable"),
  NOFAIL_MISSING(Severity.WARNING, "the boot stops where the partition is damaged or missing"),
  MOUNT_OPTION_UNSAFE(
      Severity.WARNING, "a mount option gives up what protects against a power cut");

  private final Severity severity;
  private final String about;

  DiskCheck(Severity severity, String about) {
    this.severity = severity;
    this.about = about;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String about() {
    return about;
  }
}
