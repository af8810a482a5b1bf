package org.tmpfsroot.workbench.testing;

import java.io.IOException;
import java.nio.file.Path;

/** Reads bytes that anybody may have made; ends in a value or a fault, soon and in little room. */
public interface FuzzReader {
  /**
   * @param file holds the same bytes, for readers of files
   */
  void read(byte[] bytes, Path file) throws IOException;
}
