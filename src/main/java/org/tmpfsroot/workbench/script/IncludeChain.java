package org.tmpfsroot.workbench.script;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * The files that are being read, each included by the one before it. Empty at the prompt, where
 * paths are relative to the working folder.
 */
public final class IncludeChain {
  /** Nothing is being read. */
  public static final IncludeChain EMPTY = new IncludeChain(List.of());

  private static final int DEEPEST = 50;

  private record Open(Path file, Path real) {}

  private final List<Open> open;

  private IncludeChain(List<Open> open) {
    this.open = List.copyOf(open);
  }

  /** Where {@code typed} leads from the file being read. */
  public Path resolve(String typed) {
    Path path = Path.of(typed);
    if (open.isEmpty() || path.isAbsolute()) {
      return path;
    }
    Path folder = open.get(open.size() - 1).file().getParent();
    return folder == null ? path : folder.resolve(path);
  }

  /**
   * The chain with {@code file} at its end.
   *
   * @throws Fault (usage) when it is being read already
   */
  public IncludeChain enter(Path file) {
    Path real = real(file);
    for (Open earlier : open) {
      if (earlier.real().equals(real)) {
        throw Fault.usage(
            "cannot include " + file,
            "it is being read already: "
                + open.get(open.size() - 1).file()
                + " would include it for ever",
            "remove one of the two include lines");
      }
    }
    if (open.size() >= DEEPEST) {
      throw Fault.usage(
          "cannot include " + file,
          "files include each other " + DEEPEST + " deep",
          "put the commands into fewer files");
    }
    List<Open> longer = new ArrayList<>(open);
    longer.add(new Open(file, real));
    return new IncludeChain(longer);
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      return file.toAbsolutePath().normalize();
    }
  }
}
