package org.tmpfsroot.workbench.machine;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import org.tmpfsroot.workbench.io.PrivateVariables;

/**
 * Ends a process once this program is gone, however it went: a shell waits for the end of a pipe
 * whose other end only we hold, which the system closes for us when we are killed.
 *
 * @param shell the one that waits
 */
record DeadMansSwitch(Process shell) implements AutoCloseable {
  // a Ctrl-C at the terminal is meant for us
  private static final String WAITING = "trap '' INT; read -r _; kill -KILL \"$1\"";

  static DeadMansSwitch over(Process process) throws IOException {
    return new DeadMansSwitch(
        PrivateVariables.withheldFrom(
                new ProcessBuilder("sh", "-c", WAITING, "sh", Long.toString(process.pid())))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start());
  }

  /** From now on the process may outlive us. */
  @Override
  public void close() {
    shell.destroyForcibly();
  }
}
