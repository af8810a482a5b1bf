package org.tmpfsroot.workbench.fault;

import java.io.Serial;

/** The user cancelled the running command. Thrown by work that noticed its thread's interrupt. */
public final class Cancelled extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public Cancelled() {
    super("cancelled");
  }

  /**
   * Throws when the current thread was interrupted. Work that lasts calls it between pieces.
   *
   * @throws Cancelled when the thread's interrupt flag is set; the flag stays set
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new Cancelled();
    }
  }
}
