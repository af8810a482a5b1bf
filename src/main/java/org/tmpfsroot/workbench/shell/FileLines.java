package org.tmpfsroot.workbench.shell;

import java.util.Iterator;
import java.util.Optional;
import org.tmpfsroot.workbench.script.CommandFile;
import org.tmpfsroot.workbench.script.CommandLine;

/** The commands of a file that was read whole. */
final class FileLines implements LineSource {
  private final Iterator<CommandLine> lines;

  FileLines(CommandFile file) {
    this.lines = file.lines().iterator();
  }

  @Override
  public Optional<CommandLine> next() {
    return lines.hasNext() ? Optional.of(lines.next()) : Optional.empty();
  }
}
