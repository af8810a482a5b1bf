package org.tmpfsroot.workbench.repository;

import java.util.List;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.rpm.ChangelogEntry;
import org.tmpfsroot.workbench.rpm.Nevra;
import org.tmpfsroot.workbench.rpm.PackagedFile;
import org.tmpfsroot.workbench.rpm.RpmFile;

/** Writes a package's elements of filelists.xml and other.xml. */
final class PackageLists {
  private static final int MOST_CHANGES = 10;

  private PackageLists() {}

  static String filelists(RpmFile rpm, Digest digest) {
    StringBuilder out = head(rpm.nevra(), digest);
    for (PackagedFile file : rpm.files()) {
      out.append("  ").append(PrimaryXml.file(file));
    }
    return out.append("</package>\n").toString();
  }

  /** The newest entries of the changelog, the oldest of them first. */
  static String other(RpmFile rpm, Digest digest) {
    StringBuilder out = head(rpm.nevra(), digest);
    List<ChangelogEntry> changes = rpm.changelog();
    List<ChangelogEntry> newest = changes.subList(0, Math.min(MOST_CHANGES, changes.size()));
    long[] times = distinctTimes(newest);
    for (int i = newest.size() - 1; i >= 0; i--) {
      ChangelogEntry change = newest.get(i);
      out.append("  <changelog author=\"")
          .append(XmlText.escaped(change.author().stripTrailing()))
          .append("\" date=\"")
          .append(times[i])
          .append("\">")
          .append(XmlText.escaped(change.text()))
          .append("</changelog>\n");
    }
    return out.append("</package>\n").toString();
  }

  /**
   * Readers sort by time, and entries of one day have one time: each gets a second more than the
   * one before it, so that the order stays.
   */
  private static long[] distinctTimes(List<ChangelogEntry> newestFirst) {
    long[] times =
        newestFirst.stream().mapToLong(change -> change.time().getEpochSecond()).toArray();
    long last = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] != last) {
        last = times[i];
        continue;
      }
      long taken = last;
      for (int newer = i - 1; newer >= 0 && times[newer] == taken; newer--) {
        times[newer]++;
        taken++;
      }
    }
    return times;
  }

  private static StringBuilder head(Nevra nevra, Digest digest) {
    return new StringBuilder(1024)
        .append("<package pkgid=\"")
        .append(digest.hex())
        .append("\" name=\"")
        .append(XmlText.escaped(nevra.name()))
        .append("\" arch=\"")
        .append(XmlText.escaped(nevra.arch()))
        .append("\">\n  ")
        .append(PrimaryXml.version(nevra.evr()));
  }
}
