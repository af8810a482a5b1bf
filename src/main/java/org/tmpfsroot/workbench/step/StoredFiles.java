package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts files of the content store into a step's output. */
final class StoredFiles {
  private StoredFiles() {}

  /** Links where that can be done, else copies; neither is ever written to. */
  static void place(Path stored, Path target) throws IOException {
    try {
      Files.createLink(target, stored);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(stored, target);
    }
  }
}
