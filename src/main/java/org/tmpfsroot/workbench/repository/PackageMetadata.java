package org.tmpfsroot.workbench.repository;

import java.io.IOException;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.rpm.Nevra;
import org.tmpfsroot.workbench.rpm.RpmFile;

/**
 * What a repository says of one RPM: the fields that createrepo_c takes from it, by the same rules.
 * The time of the file is that of its build, so that copies of one RPM are described alike.
 */
public final class PackageMetadata {
  private final Nevra nevra;
  private final String location;
  private final String primary;
  private final String filelists;
  private final String other;

  private PackageMetadata(
      Nevra nevra, String location, String primary, String filelists, String other) {
    this.nevra = nevra;
    this.location = location;
    this.primary = primary;
    this.filelists = filelists;
    this.other = other;
  }

  /**
   * Reads the whole file for its digest.
   *
   * @param location path of the RPM below the repository's root
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when the file cannot be read
   */
  public static PackageMetadata of(RpmFile rpm, String location) {
    try {
      return of(rpm, location, Digest.Algorithm.SHA256.of(rpm.path()));
    } catch (IOException e) {
      throw AtomicFile.cannotRead(rpm.path(), e);
    }
  }

  /**
   * For a caller that has the digest already.
   *
   * @param digest SHA-256 of the whole file
   */
  public static PackageMetadata of(RpmFile rpm, String location, Digest digest) {
    if (!MirrorAddress.isSafePath(location)) {
      throw new IllegalArgumentException("not below a repository: " + location);
    }
    return new PackageMetadata(
        rpm.nevra(),
        location,
        PrimaryXml.of(rpm, location, digest),
        PackageLists.filelists(rpm, digest),
        PackageLists.other(rpm, digest));
  }

  public Nevra nevra() {
    return nevra;
  }

  /** Path of the RPM below the repository's root. */
  public String location() {
    return location;
  }

  /** Its {@code package} element of primary.xml. */
  String primary() {
    return primary;
  }

  /** Its {@code package} element of filelists.xml. */
  String filelists() {
    return filelists;
  }

  /** Its {@code package} element of other.xml. */
  String other() {
    return other;
  }
}
