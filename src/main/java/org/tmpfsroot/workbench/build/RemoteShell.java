package org.tmpfsroot.workbench.build;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;
import org.tmpfsroot.workbench.io.TerminalSize;

/** A prompt where a step works when that is not on this machine's own file system. */
public interface RemoteShell {
  /** Where it is, for people. */
  String place();

  /**
   * Runs it to its end.
   *
   * @param in what is typed, key by key
   * @param out what is to be shown, as it is
   * @param size asked for again and again, since a window's size may change
   * @return its exit status
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when the connection breaks
   */
  int attach(InputStream in, OutputStream out, Supplier<TerminalSize> size);
}
