package org.tmpfsroot.workbench.release;

import java.util.List;

/** Fedora's own servers, for users who named no other. */
public final class PublicServers {
  private static final String ARCHIVE =
      "https://archives.fedoraproject.org/pub/archive/fedora/linux/";

  private PublicServers() {}

  /** Roots of mirror trees to try in turn: the present releases' mirrors, then the archive. */
  public static List<String> mirrors() {
    return List.of("https://dl.fedoraproject.org/pub/fedora/linux/", ARCHIVE);
  }

  /** The root of the mirror tree in which old releases are kept. */
  public static String archive() {
    return ARCHIVE;
  }

  /** The folder in which the build system keeps what it built. */
  public static String koji() {
    return "https://kojipkgs.fedoraproject.org/packages/";
  }
}
