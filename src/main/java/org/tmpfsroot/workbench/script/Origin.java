package org.tmpfsroot.workbench.script;

/**
 * Where a line was read.
 *
 * @param source the file as it was named, {@code -} for standard input, {@code -c} for the command
 *     line, empty for the prompt
 * @param line counted from 1; a continued line is where it begins
 */
public record Origin(String source, int line) {

  /** What stands before a message about the line: {@code FILE:LINE: }, at the prompt nothing. */
  public String prefix() {
    return source.isEmpty() ? "" : this + ": ";
  }

  /** {@code FILE:LINE}. */
  @Override
  public String toString() {
    return source + ":" + line;
  }
}
