package org.tmpfsroot.workbench.app;

import java.io.IOException;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.TemporaryFolder;

/** The folder {@code ${run.tmp}}: made when it is first asked for, gone when the program ends. */
final class RunFolder implements AutoCloseable {
  private Optional<TemporaryFolder> folder = Optional.empty();

  synchronized String path() {
    if (folder.isEmpty()) {
      try {
        folder = Optional.of(TemporaryFolder.create());
      } catch (IOException e) {
        throw Fault.world(
                "cannot make a temporary folder",
                IoReason.of(e),
                "make room, or set TMPDIR to another folder")
            .causedBy(e);
      }
    }
    return folder.get().path().toString();
  }

  @Override
  public synchronized void close() {
    try {
      if (folder.isPresent()) {
        folder.get().close();
      }
    } catch (IOException e) {
      // it lies in the system's place for temporary files, which is cleared without us
    }
    folder = Optional.empty();
  }
}
