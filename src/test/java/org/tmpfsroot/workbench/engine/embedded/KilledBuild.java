package org.tmpfsroot.workbench.engine.embedded;

import java.nio.file.Path;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.SessionJson;

/** A build in a program of its own, to be killed; says {@code ready} when it begins. */
public final class KilledBuild {
  private KilledBuild() {}

  /**
   * Builds a saved session.
   *
   * @param words the cache, the session's file
   */
  public static void main(String[] words) {
    TinyBuild build = new TinyBuild(Path.of(words[0]));
    ImageSession session = SessionJson.read(Path.of(words[1]), MachineDefaults.NONE);
    build.plan(session);
    System.out.println("ready");
    System.out.flush();
    build.run(session, RunRange.ALL, Progress.SILENT);
  }
}
