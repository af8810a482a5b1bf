package org.tmpfsroot.workbench.session;

import org.tmpfsroot.workbench.fault.Check;
import org.tmpfsroot.workbench.fault.Finding.Severity;

/** What is looked for in a session as a whole. */
public enum SessionCheck implements Check {
  NO_DISK(Severity.ERROR, "there is no disk to install to"),
  NO_MAIN_DISK(Severity.ERROR, "several disks, and none is named as the one installed to"),
  FILE_UNUSABLE(Severity.ERROR, "a file or folder of yours is gone or not what it is used as"),
  USER_FILE_UNUSABLE(Severity.ERROR, "a user's key or password file cannot be used"),
  KEY_MISSING(Severity.ERROR, "the file of a key that packages are checked with is gone"),
  PLACE_MISSING(Severity.ERROR, "a folder or file of the release or the mirror is gone"),
  NO_LOGIN(Severity.WARNING, "nobody can log in to the installed system"),
  NO_REMOTE_ACCESS(Severity.WARNING, "the installed system cannot be reached over the network"),
  NO_REPOSITORY(Severity.ERROR, "there is no repository to take packages from"),
  REPOSITORY_UNSIGNED(Severity.WARNING, "nobody vouches for a repository's packages"),
  REPOSITORY_KEYLESS(Severity.WARNING, "a repository of yours has no key of its own"),
  NO_LOCK(Severity.ERROR, "the packages are not resolved"),
  LOCK_STALE(Severity.ERROR, "the packages were resolved for something else"),
  SERVICE_WITHOUT_PACKAGE(Severity.ERROR, "a required service is brought by no locked package"),
  KERNEL_OPTION_RESERVED(
      Severity.ERROR, "a kernel option of yours undoes what the boot depends on"),
  PACKAGE_NOT_LOCKED(Severity.ERROR, "ks.root installs a package that is not locked"),
  GROUP_NOT_ON_MEDIUM(Severity.ERROR, "ks.root installs a group that the medium has not");

  private final Severity severity;
  private final String about;

  SessionCheck(Severity severity, String about) {
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
