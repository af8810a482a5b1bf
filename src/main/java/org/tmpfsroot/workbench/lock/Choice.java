package org.tmpfsroot.workbench.lock;

import java.util.List;

/**
 * A capability that several packages could have provided.
 *
 * @param capability in rpm's notation
 * @param chosen the package that does, as NEVRA
 * @param others the packages that could have, as NEVRAs
 * @param reason why this one, in words
 */
public record Choice(String capability, String chosen, List<String> others, String reason) {
  public Choice {
    others = List.copyOf(others);
  }
}
