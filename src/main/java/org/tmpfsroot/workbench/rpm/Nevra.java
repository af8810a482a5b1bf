package org.tmpfsroot.workbench.rpm;

import java.util.Comparator;
import java.util.Optional;

/**
 * What names one build of one package: name, epoch, version, release, architecture.
 *
 * @param arch {@code x86_64}, {@code noarch}, {@code i686} …
 */
public record Nevra(String name, Evr evr, String arch) implements Comparable<Nevra> {
  private static final Comparator<Nevra> ORDER =
      Comparator.comparing(Nevra::name).thenComparing(Nevra::evr).thenComparing(Nevra::arch);

  /**
   * Reads {@code name-[epoch:]version-release.arch}, a trailing {@code .rpm} allowed. Empty when a
   * part is missing.
   */
  public static Optional<Nevra> parse(String text) {
    String plain = text.endsWith(".rpm") ? text.substring(0, text.length() - 4) : text;
    int dot = plain.lastIndexOf('.');
    if (dot <= 0 || dot == plain.length() - 1 || plain.indexOf('-', dot) >= 0) {
      return Optional.empty();
    }
    String nameEvr = plain.substring(0, dot);
    int releaseDash = nameEvr.lastIndexOf('-');
    int versionDash = releaseDash <= 0 ? -1 : nameEvr.lastIndexOf('-', releaseDash - 1);
    if (versionDash <= 0 || releaseDash == versionDash + 1 || releaseDash == nameEvr.length() - 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Nevra(
            nameEvr.substring(0, versionDash),
            Evr.parse(nameEvr.substring(versionDash + 1)),
            plain.substring(dot + 1)));
  }

  /** {@code name-version-release}, without epoch: a line of {@code rpms.lock}. */
  public String nvr() {
    return name + "-" + evr.withoutEpoch();
  }

  /** {@code name-version-release.arch.rpm}, as repositories name the file. */
  public String fileName() {
    return nvr() + "." + arch + ".rpm";
  }

  @Override
  public int compareTo(Nevra other) {
    return ORDER.compare(this, other);
  }

  /** {@code name-[epoch:]version-release.arch}. */
  @Override
  public String toString() {
    return name + "-" + evr + "." + arch;
  }
}
