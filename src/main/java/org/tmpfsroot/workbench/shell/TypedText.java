package org.tmpfsroot.workbench.shell;

/**
 * What was typed at the prompt, of several lines where a quote went on: the end of a line between
 * quotes counts as a blank. In a file a quote ends with its line, so that a missing one does not
 * take the rest of the file with it; a person sees what is asked for.
 *
 * @param joined the text, in which each line closes its quotes
 * @param open whether a quote is still open at its end
 */
record TypedText(String joined, boolean open) {

  static TypedText of(String typed) {
    StringBuilder joined = new StringBuilder(typed);
    char quote = 0;
    boolean comment = false;
    for (int at = 0; at < typed.length(); at++) {
      char c = typed.charAt(at);
      if (comment) {
        comment = c != '\n';
      } else if (c == '\\' && quote != '\'') {
        at++;
      } else if (quote != 0) {
        if (c == '\n') {
          joined.setCharAt(at, ' ');
        }
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else {
        comment = c == '#' && (at == 0 || Character.isWhitespace(typed.charAt(at - 1)));
      }
    }
    return new TypedText(joined.toString(), quote != 0);
  }
}
