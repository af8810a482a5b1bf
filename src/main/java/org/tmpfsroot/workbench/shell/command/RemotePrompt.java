package org.tmpfsroot.workbench.shell.command;

import java.io.InputStream;
import java.io.OutputStream;
import org.tmpfsroot.workbench.build.RemoteShell;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.shell.LentTerminal;
import org.tmpfsroot.workbench.shell.Output;

/** The user's terminal in the hands of a shell that runs elsewhere. */
final class RemotePrompt {
  private RemotePrompt() {}

  static int open(RemoteShell shell, Output output) {
    try (LentTerminal terminal = output.lend().orElseThrow(RemotePrompt::noTerminal);
        Keys keys = new Keys(terminal)) {
      return shell.attach(keys, new Shown(terminal), terminal::size);
    }
  }

  private static Fault noTerminal() {
    return Fault.usage(
        "cannot open a shell here",
        "there is no terminal to give to it",
        "start the program in a terminal, and without commands on its standard input");
  }

  /** What is pressed, until it is closed: who waits for a key then takes none from the prompt. */
  private static final class Keys extends InputStream {
    private final LentTerminal terminal;
    private volatile boolean closed;
    private byte[] pressed = new byte[0];
    private int next;

    Keys(LentTerminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      while (next == pressed.length) {
        if (closed) {
          return -1;
        }
        pressed = terminal.pressed();
        next = 0;
      }
      int count = Math.min(length, pressed.length - next);
      System.arraycopy(pressed, next, buffer, offset, count);
      next += count;
      return count;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class Shown extends OutputStream {
    private final LentTerminal terminal;

    Shown(LentTerminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public void write(int one) {
      terminal.show(new byte[] {(byte) one}, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      byte[] piece = new byte[length];
      System.arraycopy(bytes, offset, piece, 0, length);
      terminal.show(piece, length);
    }
  }
}
