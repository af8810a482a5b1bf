package org.tmpfsroot.workbench.shell;

import java.io.IOException;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** The least program with a prompt of JLine's, for {@code scripts/bench}: reads a line and ends. */
final class BareLine {
  private BareLine() {}

  public static void main(String[] words) throws IOException {
    try (Terminal terminal = TerminalBuilder.terminal()) {
      LineReaderBuilder.builder().terminal(terminal).build().readLine("> ");
    }
  }
}
