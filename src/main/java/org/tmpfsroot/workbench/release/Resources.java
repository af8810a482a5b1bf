package org.tmpfsroot.workbench.release;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The data files that are shipped with the program. */
final class Resources {
  private Resources() {}

  /** The bytes of {@code release/NAME}; a name that is not there is a mistake of the program. */
  static byte[] bytes(String name) {
    try (InputStream in = Resources.class.getResourceAsStream("/release/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no data file release/" + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
