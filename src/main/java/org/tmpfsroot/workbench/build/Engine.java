package org.tmpfsroot.workbench.build;

import org.tmpfsroot.workbench.session.ImageSession;

/** Turns what the user chose into steps. */
public interface Engine {
  /**
   * The steps that build the session's image; reads the user's files for their digests and touches
   * no network.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (session) when it cannot be built as it stands
   */
  Plan plan(ImageSession session);
}
