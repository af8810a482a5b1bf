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

  /**
   * Removes all that this program has made there, and nothing else.
   *
   * @return what was removed, for people
   */
  List<String> clear(ImageSession session);
}
