package org.tmpfsroot.workbench.build;

import java.util.List;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.session.ImageSession;

/** Where the distribution's own tools are run for a session: a daemon with containers. */
public interface ToolHost {
  /**
   * What is there, for people: {@code Docker 20.10.24, interface 1.41, at unix:///run/docker.sock}.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when there is none
   */
  String describe(ImageSession session);

  /** The session with the packages its tools choose. */
  ImageSession resolve(ImageSession session, boolean closure, Progress progress);

  /** Whether any step of the session's plan is to work there. */
  boolean isUsed(ImageSession session);

  /**
   * Removes what this program has made there and nobody uses, and nothing else.
   *
   * @param dryRun whether it is only looked for
   * @return what was found, what stays among it
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when there is none
   */
  List<Remnant> clear(ImageSession session, boolean dryRun);
}
