package org.tmpfsroot.workbench.lock;

import java.util.List;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.rpm.Nevra;

/**
 * One package of a lock: what names it, where it is, how it is checked, and why it is there.
 *
 * @param repository id of the repository it was chosen from
 * @param location path of the RPM below the repository's base
 * @param size of the RPM file, bytes
 * @param installedSize of its files, bytes
 * @param digest of the whole RPM file, as the repository's metadata has it
 * @param sourceRpm file name of the source RPM, empty when unknown
 * @param requested whether a request, rather than a dependency, brought it
 * @param neededBy the locked packages that need it; the first is the parent in the shortest chain
 *     from a request
 */
public record LockedPackage(
    Nevra nevra,
    String repository,
    String location,
    long size,
    long installedSize,
    Digest digest,
    String sourceRpm,
    boolean requested,
    List<Need> neededBy) {

  /**
   * A reason to be there.
   *
   * @param by the package that needs it: its name, or {@code name.arch} or a NEVRA where the lock
   *     has several of that name
   * @param kind whether it requires or recommends this package, or is supplemented by it
   * @param capability what is needed, in rpm's notation
   */
  public record Need(String by, DependencyKind kind, String capability) {}

  public LockedPackage {
    neededBy = List.copyOf(neededBy);
  }

  LockedPackage withRepository(String id) {
    return new LockedPackage(
        nevra, id, location, size, installedSize, digest, sourceRpm, requested, neededBy);
  }
}
