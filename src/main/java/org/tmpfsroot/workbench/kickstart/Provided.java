package org.tmpfsroot.workbench.kickstart;

import java.util.Optional;
import java.util.Set;

/**
 * What the locked packages bring into the installed system.
 *
 * @param units names of systemd units, such as {@code chronyd.service}
 * @param programs names of programs below {@code /usr/bin} and {@code /usr/sbin}; none: not known
 * @param kernelRelease the locked kernel's {@code version-release.arch}; none before there is a
 *     lock
 */
public record Provided(Set<String> units, Set<String> programs, Optional<String> kernelRelease) {
  public Provided {
    units = Set.copyOf(units);
    programs = Set.copyOf(programs);
  }

  /** Before there is a lock. */
  public static Provided nothing() {
    return new Provided(Set.of(), Set.of(), Optional.empty());
  }

  /** Also where nothing is known of programs yet. */
  boolean mayHaveProgram(String name) {
    return programs.isEmpty() || programs.contains(name);
  }

  boolean hasService(String name) {
    return units.contains(name.endsWith(".service") ? name : name + ".service");
  }
}
