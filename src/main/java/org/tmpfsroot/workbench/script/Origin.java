package org.tmpfsroot.workbench.script;

/**
 * Where a line was read.
 *
 * @param source the file as it was named, {@code -} for standard input, {@code -c} for the command
 *     line
 * @param line counted from 1; a continued line is where it begins
 */
public record Origin(String source, int line) {

  /** {@code FILE:LINE}. */
  @Override
  public String toString() {
    return source + ":" + line;
  }
}
