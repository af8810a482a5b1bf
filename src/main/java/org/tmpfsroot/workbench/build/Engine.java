package org.tmpfsroot.workbench.build;

import java.util.Map;
import org.tmpfsroot.workbench.io.Progress;
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

  /**
   * What the steps that are not known need, of all that can be told before they run: programs, the
   * network, the engine itself.
   *
   * @param known how many bytes the known steps gave, by their ids
   */
  Outlook outlook(ImageSession session, Map<String, Long> known, Progress progress);
}
