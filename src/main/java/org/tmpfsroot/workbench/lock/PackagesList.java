package org.tmpfsroot.workbench.lock;

import java.util.List;

/**
 * A list of wanted packages in a file: a name or NVR a line; {@code -x NAME} excludes NAME.
 *
 * @param wanted in the file's order
 * @param excludes in the file's order
 */
public record PackagesList(List<PackageSpec> wanted, List<String> excludes) {
  public PackagesList {
    wanted = List.copyOf(wanted);
    excludes = List.copyOf(excludes);
  }
}
