package org.tmpfsroot.workbench.shell.command;

import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.PackageRequest;
import org.tmpfsroot.workbench.session.Workspace;

/** What a session can be compared with: itself, as it was. */
public enum Since {
  /** When it was saved or opened. */
  SAVE,
  /** When its packages were resolved, as far as that matters for them. */
  LOCK,
  /** When its image was built. */
  BUILD;

  /**
   * The session as it was then.
   *
   * @throws Fault (usage) when that never happened
   */
  ImageSession of(ImageSession now, Workspace workspace) {
    return switch (this) {
      case SAVE ->
          workspace.saved().orElseThrow(() -> never(now, "was never saved", "`session save`"));
      case LOCK ->
          now.lock()
              .map(lock -> PackageRequest.asLocked(now, lock))
              .orElseThrow(() -> never(now, "has no lock", "`lock resolve`"));
      case BUILD ->
          workspace.built().orElseThrow(() -> never(now, "was never built here", "`build run`"));
    };
  }

  private static Fault never(ImageSession session, String why, String command) {
    return Fault.usage(
        "there is nothing to compare with",
        "the session " + session.name() + " " + why,
        "type " + command + ", or name a session file");
  }
}
