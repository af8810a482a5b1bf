package org.tmpfsroot.workbench.script;

/**
 * One word of a command.
 *
 * @param text what it stands for: quotes removed, variables replaced
 * @param quoted whether its first character was quoted, so that {@code "--text"} is no option
 */
public record Word(String text, boolean quoted) {

  /** A word as it would be typed without quotes. */
  public static Word of(String text) {
    return new Word(text, false);
  }
}
