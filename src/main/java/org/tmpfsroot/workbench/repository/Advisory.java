package org.tmpfsroot.workbench.repository;

import java.util.List;
import org.tmpfsroot.workbench.rpm.Nevra;

/**
 * One notice of updateinfo.xml.
 *
 * @param id {@code FEDORA-2026-0123456789}
 * @param type what it is for: bugfix, enhancement, newpackage, or a matter of security
 * @param severity {@code Critical}, {@code Important}, {@code Moderate}, {@code Low}; empty or
 *     {@code None} when nobody rated it
 * @param packages the builds that it is about, as far as they were asked for
 */
public record Advisory(
    String id, String type, String severity, String title, List<Nevra> packages) {
  public Advisory {
    packages = List.copyOf(packages);
  }
}
