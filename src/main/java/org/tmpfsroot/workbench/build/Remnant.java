package org.tmpfsroot.workbench.build;

import java.util.Optional;

/**
 * Something this program has left where the distribution's tools are run.
 *
 * @param name what it is, for people: {@code container 0123456789ab}
 * @param inUse why it has to stay; empty for what may go
 */
public record Remnant(String name, Optional<String> inUse) {
  public static Remnant of(String name) {
    return new Remnant(name, Optional.empty());
  }

  public static Remnant inUse(String name, String why) {
    return new Remnant(name, Optional.of(why));
  }
}
