package org.tmpfsroot.workbench.testing;

import java.util.List;
import org.tmpfsroot.workbench.build.Remnant;
import org.tmpfsroot.workbench.build.ToolHost;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.session.ImageSession;

/** For tests that need no daemon. */
public final class NoToolHost implements ToolHost {
  @Override
  public String describe(ImageSession session) {
    throw new AssertionError("a daemon was asked for");
  }

  @Override
  public ImageSession resolve(ImageSession session, boolean closure, Progress progress) {
    throw new AssertionError("a daemon was asked for");
  }

  @Override
  public boolean isUsed(ImageSession session) {
    return false;
  }

  @Override
  public List<Remnant> clear(ImageSession session, boolean dryRun) {
    throw new AssertionError("a daemon was asked for");
  }
}
