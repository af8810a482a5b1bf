package org.tmpfsroot.workbench.overlay;

import java.nio.file.Path;
import java.util.List;
import org.tmpfsroot.workbench.io.Progress;

/**
 * What becomes {@code custom-files.tar.gz}: the runtime's files with the user's trees over them
 * below {@code root/}, the hooks below {@code hooks.d/}.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class OverlayArchive {
  private OverlayArchive() {}

  /**
   * The entries of the archive's {@code root/}: the runtime's, each tree over what came before it.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (session) when a tree puts a file where a folder
   *     with content is, or the other way round
   */
  public static List<OverlayEntry> merged(List<UserTree> trees) {
    throw new UnsupportedOperationException("lands with the archive");
  }

  /**
   * Writes the archive; the same entries give the same bytes.
   *
   * @param trees the user's trees, later ones win
   * @param hooks the user's hook folders, at most one in practice
   */
  public static void write(
      Path target, List<UserTree> trees, List<HookFolder> hooks, Progress progress) {
    throw new UnsupportedOperationException("lands with the archive");
  }
}
