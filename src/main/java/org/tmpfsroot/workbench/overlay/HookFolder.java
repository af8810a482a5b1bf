package org.tmpfsroot.workbench.overlay;

import java.nio.file.Path;
import java.util.List;

/**
 * A folder of scripts that are run in the order of their names.
 *
 * @param root the folder
 * @param hooks the scripts' names, sorted
 * @param entries all below the folder, scripts and what they bring along, sorted by path
 */
@SuppressWarnings("DoNotCallSuggester")
public record HookFolder(Path root, List<String> hooks, List<OverlayEntry> entries) {
  public HookFolder {
    hooks = List.copyOf(hooks);
    entries = List.copyOf(entries);
  }

  /**
   * Reads and checks a folder.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (session) when a script would not be run as meant:
   *     without its run bit, without a first line that names an interpreter, with Windows line
   *     ends, or with a run bit but a name that does not end in {@code .sh}
   */
  public static HookFolder read(Path root) {
    throw new UnsupportedOperationException("lands with the archive");
  }
}
