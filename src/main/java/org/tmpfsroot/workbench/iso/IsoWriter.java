package org.tmpfsroot.workbench.iso;

import java.nio.file.Path;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;

/** Writes images, in one pass and in memory that depends on the number of files only. */
@SuppressWarnings("DoNotCallSuggester") // until the bodies are in
public final class IsoWriter {
  private IsoWriter() {}

  /**
   * Writes the image to {@code target}, which is replaced and, when this fails, removed. For a file
   * that appears whole or not at all give the temporary of an {@code AtomicFile}.
   *
   * @throws Fault (world) when a file cannot be read, or changes while it is read, or the target
   *     cannot be written; (session) when the BIOS boot image is not in the tree
   */
  public static void write(IsoSpec spec, Path target, Progress progress) {
    throw new UnsupportedOperationException("the layout is being written");
  }
}
