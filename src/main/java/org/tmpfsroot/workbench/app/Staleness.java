package org.tmpfsroot.workbench.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.PackageRequest;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.ShellState;

/** What the prompt says of the open session. */
record Staleness(Workspace workspace) {

  ShellState state() {
    Optional<ImageSession> open = workspace.current();
    if (open.isEmpty()) {
      return ShellState.EMPTY;
    }
    ImageSession session = open.get();
    List<String> stale = new ArrayList<>();
    if (session.lock().filter(lock -> !PackageRequest.fits(session, lock)).isPresent()) {
      stale.add("lock");
    }
    if (workspace.built().filter(built -> !built.equals(session)).isPresent()) {
      stale.add("build");
    }
    return new ShellState(
        session.name(), String.valueOf(session.release().number()), workspace.unsaved(), stale);
  }
}
