package org.tmpfsroot.workbench.overlay;

import java.nio.file.Path;
import java.util.List;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Folder;

/**
 * A folder of scripts that are run in the order of their names.
 *
 * @param root the folder
 * @param hooks the scripts' names, sorted
 * @param entries all below the folder, scripts and what they bring along, sorted by path
 */
public record HookFolder(Path root, List<String> hooks, List<OverlayEntry> entries) {
  static final String SCRIPT = ".sh";

  public HookFolder {
    hooks = List.copyOf(hooks);
    entries = List.copyOf(entries);
  }

  /**
   * Reads and checks a folder.
   *
   * @throws Fault (session) naming every script that would not be run as meant: without its run
   *     bit, without a first line that names an interpreter, with Windows line ends, with shell
   *     that bash does not understand, or with a run bit but a name that does not end in {@code
   *     .sh}
   */
  public static HookFolder read(Path root) {
    List<OverlayEntry> entries = FolderReader.read(root);
    List<String> problems =
        OverlayChecks.ofHooks(root, entries).stream()
            .filter(Finding::isError)
            .map(Finding::text)
            .toList();
    if (!problems.isEmpty()) {
      throw Fault.session(
          "the hooks in " + root + " would not be run as meant",
          String.join("; ", problems),
          "correct them, then see `file check`");
    }
    return new HookFolder(root, names(entries), entries);
  }

  /** The scripts among the entries: what lies in the folder itself and ends in {@code .sh}. */
  static List<String> names(List<OverlayEntry> entries) {
    return entries.stream()
        .filter(entry -> !entry.path().contains("/") && !(entry.content() instanceof Folder))
        .map(OverlayEntry::path)
        .filter(path -> path.endsWith(SCRIPT))
        .toList();
  }
}
