package org.tmpfsroot.workbench.repository;

/**
 * Which of a package's files are listed in primary.xml too, and not in filelists.xml alone. The
 * rule is as old as yum, and every tool that writes metadata follows it.
 */
final class PrimaryFiles {
  private PrimaryFiles() {}

  static boolean lists(String path) {
    return path.startsWith("/etc/") || path.contains("bin/") || path.equals("/usr/lib/sendmail");
  }
}
