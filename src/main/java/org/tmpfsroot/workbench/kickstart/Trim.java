package org.tmpfsroot.workbench.kickstart;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be taken out of the installed root to make it smaller. */
public enum Trim {
  /** Locales and messages other than English and the system's own language. */
  LOCALES,
  /** Documentation, manual and info pages. */
  DOCS,
  /** Compiled Python files and package manager caches, which are made again when wanted. */
  CACHES,
  /** The links that lead from build ids to programs. */
  BUILD_IDS,
  /** Shared libraries that no file of the system mentions. */
  LIBRARIES,
  /** Packages that only setting up the boot loader needs: GRUB's tools, and pkgconf. */
  BOOT_TOOLS;

  /** Its word behind {@code trim.} in the settings: {@code build-ids}. */
  public String typed() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Trim> named(String typed) {
    return Stream.of(values()).filter(trim -> trim.typed().equals(typed)).findFirst();
  }
}
