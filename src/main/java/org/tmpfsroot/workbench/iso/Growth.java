package org.tmpfsroot.workbench.iso;

import org.tmpfsroot.workbench.fault.Cancelled;

/** How far a file is written, for whoever reads it meanwhile. */
final class Growth {
  private long reached;

  /** That of a file nobody writes to any more. */
  static Growth over() {
    Growth growth = new Growth();
    growth.reached = Long.MAX_VALUE;
    return growth;
  }

  synchronized void reach(long bytes) {
    reached = bytes;
    notifyAll();
  }

  /**
   * Waits until the first {@code bytes} are written.
   *
   * @throws Cancelled when the thread is interrupted, as it is when the writing fails
   */
  synchronized void await(long bytes) {
    try {
      while (reached < bytes) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    }
  }
}
