package org.tmpfsroot.workbench.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.tmpfsroot.workbench.io.TerminalSize;

/** A terminal without echo, lines and signals. */
final class RawTerminal implements LentTerminal {
  private static final long WAIT_MILLIS = 50;
  private static final int MOST = 4096;

  private final Terminal terminal;
  private final boolean own;
  private final Screen screen;
  private final Attributes before;

  private RawTerminal(Terminal terminal, boolean own, Screen screen) {
    this.terminal = terminal;
    this.own = own;
    this.screen = screen;
    this.before = terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
    terminal.setAttributes(raw);
  }

  /** The prompt's terminal made raw. */
  static LentTerminal of(Terminal terminal, Screen screen) {
    return new RawTerminal(terminal, false, screen);
  }

  /** The terminal of a program without a prompt. */
  static LentTerminal open(Screen screen) throws IOException {
    return new RawTerminal(
        TerminalBuilder.builder().system(true).provider("jni").encoding("UTF-8").build(),
        true,
        screen);
  }

  @Override
  public byte[] pressed() {
    StringBuilder keys = new StringBuilder();
    try {
      int key = terminal.reader().read(WAIT_MILLIS);
      while (key >= 0 && keys.length() < MOST) {
        keys.append((char) key);
        key = terminal.reader().available() > 0 ? terminal.reader().read(1) : -1;
      }
    } catch (IOException e) {
      // the terminal is gone; nobody types there any more
    }
    return keys.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void show(byte[] bytes, int length) {
    screen.raw(bytes, length);
  }

  @Override
  public TerminalSize size() {
    return new TerminalSize(Math.max(1, terminal.getWidth()), Math.max(1, terminal.getHeight()));
  }

  @Override
  public void close() {
    terminal.setAttributes(before);
    if (own) {
      try {
        terminal.close();
      } catch (IOException e) {
        // it is as it was, which is what matters
      }
    }
  }
}
