package org.tmpfsroot.workbench.build;

import org.tmpfsroot.workbench.session.ImageSession;

/** Turns what the user chose into steps. */
public interface Engine {
  /**
   * The steps that build the session's image; reads the user's files for their digests and touches
   * no network. Of a session that is not resolved yet it gives the plan for no packages, to be
   * looked at and not to be run.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (session) when it cannot be built as it stands
   */
  Plan plan(ImageSession session);
}
