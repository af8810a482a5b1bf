package org.tmpfsroot.workbench.shell;

import java.util.Iterator;
import java.util.Optional;
import org.tmpfsroot.workbench.script.CommandLine;
import org.tmpfsroot.workbench.script.LineAssembler;

/** Commands out of lines of text that may still be growing, such as standard input. */
final class TextLines implements LineSource {
  private final Iterator<String> lines;
  private final LineAssembler assembler;

  TextLines(String name, Iterator<String> lines) {
    this.lines = lines;
    this.assembler = new LineAssembler(name);
  }

  @Override
  public Optional<CommandLine> next() {
    while (lines.hasNext()) {
      Optional<CommandLine> command = assembler.take(lines.next());
      if (command.isPresent()) {
        return command;
      }
    }
    assembler.end();
    return Optional.empty();
  }
}
