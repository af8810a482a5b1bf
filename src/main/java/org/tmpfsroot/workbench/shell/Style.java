package org.tmpfsroot.workbench.shell;

/** What a piece of text is; a terminal with colour shows it. */
public enum Style {
  PLAIN(""),
  /** A heading, a name that is looked for. */
  STRONG("1"),
  /** What may be passed over: a comment, a line number. */
  FAINT("2"),
  /** Something that can be typed. */
  COMMAND("36"),
  /** An option, a keyword. */
  KEYWORD("33"),
  /** A text between quotes. */
  QUOTED("32"),
  GOOD("32"),
  BAD("31"),
  ADDED("32"),
  REMOVED("31"),
  CHANGED("33");

  /** The parameter of the terminal's "select graphic rendition" (ECMA-48, 8.3.117). */
  private final String sgr;

  Style(String sgr) {
    this.sgr = sgr;
  }

  /** The text as a terminal with colour takes it; control characters are written out. */
  String on(String text) {
    String safe = Visible.safe(text);
    return sgr.isEmpty() || safe.isEmpty() ? safe : "\u001b[" + sgr + "m" + safe + "\u001b[0m";
  }
}
