package org.tmpfsroot.workbench.build;

import org.tmpfsroot.workbench.io.Progress;

/** Progress whose notes are kept in a step's log, too. */
record LoggedProgress(Progress shown, StepLog log) implements Progress {
  @Override
  public Task begin(String title, long total) {
    log.line(title);
    return shown.begin(title, total);
  }

  @Override
  public void note(String line) {
    log.line(line);
    shown.note(line);
  }
}
