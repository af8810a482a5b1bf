package org.tmpfsroot.workbench.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real metadata and packages that are too large or not free enough to be kept with the sources. The
 * folder is named by {@code WORKBENCH_TEST_DATA}, else looked for beside the checkout.
 */
public final class TestData {
  private TestData() {}

  /** The place of {@code name} below the data folder; it may not be there. */
  public static Path path(String name) {
    String folder = System.getenv().getOrDefault("WORKBENCH_TEST_DATA", "../shared/data");
    return Path.of(folder).toAbsolutePath().normalize().resolve(name);
  }

  static boolean has(String name) {
    return Files.exists(path(name));
  }
}
