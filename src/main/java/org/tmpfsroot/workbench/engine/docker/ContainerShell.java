package org.tmpfsroot.workbench.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.tmpfsroot.workbench.build.ExternalCommand;
import org.tmpfsroot.workbench.build.RemoteShell;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.TerminalSize;

/**
 * A shell in a container that was kept; it is stopped again afterwards.
 *
 * @param command the shell itself
 */
record ContainerShell(Workshop workshop, String id, ExternalCommand command)
    implements RemoteShell {
  /** The shell that every image has. */
  static final String PROGRAM = "/bin/sh";

  private static final long LOOK_MILLIS = 250;
  private static final int SHOWN_DIGITS = 12;

  @Override
  public String place() {
    return "the container "
        + id.substring(0, SHOWN_DIGITS)
        + ", where "
        + Container.AGAIN
        + " does once more what was last done there";
  }

  @Override
  public int attach(InputStream in, OutputStream out, Supplier<TerminalSize> size) {
    try (Daemon daemon = workshop.daemon();
        Container container = Container.again(daemon, id)) {
      String exec =
          daemon.ask(
              "open a shell",
              () ->
                  daemon
                      .client()
                      .execCreateCmd(id)
                      .withTty(true)
                      .withAttachStdin(true)
                      .withAttachStdout(true)
                      .withAttachStderr(true)
                      .withWorkingDir(command.folder().toString())
                      .withEnv(Container.variables(command.environment()))
                      .withCmd(command.command().toArray(String[]::new))
                      .exec()
                      .getId());
      return daemon.ask(
          "keep the shell open",
          () -> {
            Shown shown = new Shown(out);
            daemon.client().execStartCmd(exec).withTty(true).withStdIn(in).exec(shown);
            follow(daemon, exec, shown, size);
            return container.exitStatus(exec);
          });
    }
  }

  private static void follow(Daemon daemon, String exec, Shown shown, Supplier<TerminalSize> size) {
    TerminalSize told = new TerminalSize(0, 0);
    try {
      while (!shown.ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        TerminalSize now = size.get();
        if (!now.equals(told)) {
          try {
            daemon.client().resizeExecCmd(exec).withSize(now.rows(), now.columns()).exec();
            told = now;
          } catch (DockerException e) {
            // it has not begun, to be tried again, or it has just ended
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    }
  }

  private static final class Shown extends ResultCallback.Adapter<Frame> {
    // waiting for the callback itself for a while would close the connection afterwards
    private final CountDownLatch ended = new CountDownLatch(1);
    private final OutputStream out;

    Shown(OutputStream out) {
      this.out = out;
    }

    @Override
    public void onComplete() {
      super.onComplete();
      ended.countDown();
    }

    @Override
    public void onError(Throwable failure) {
      super.onError(failure);
      ended.countDown();
    }

    @Override
    public void onNext(Frame frame) {
      try {
        out.write(frame.getPayload());
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
