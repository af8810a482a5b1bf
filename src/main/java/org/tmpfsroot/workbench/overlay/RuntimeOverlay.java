package org.tmpfsroot.workbench.overlay;

import java.util.List;

/** The runtime's own files. */
@SuppressWarnings("DoNotCallSuggester")
public final class RuntimeOverlay {
  private RuntimeOverlay() {}

  /** All of them, sorted by path, each folder before what is in it. */
  public static List<OverlayEntry> entries() {
    throw new UnsupportedOperationException("lands with the runtime");
  }
}
