package org.tmpfsroot.workbench.repository;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;

/** A mirror list: one address a line, {@code #} begins a comment. */
final class Mirrorlist {
  static final int MOST_BYTES = 1 << 20;

  private Mirrorlist() {}

  /** The mirrors in the order of the list. */
  static List<URI> read(byte[] bytes, String document) {
    List<URI> mirrors =
        new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.startsWith("#"))
            .map(Metalink::mirror)
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    if (mirrors.isEmpty()) {
      throw Fault.world(
          "cannot read " + document,
          "it lists no http or https mirror",
          "try again later, or name a mirror with `repository add ID --baseurl URL`");
    }
    return mirrors;
  }
}
