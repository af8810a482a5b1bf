package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * One word, or the comment, of a line that is still being typed.
 *
 * @param from its first character's place
 * @param to the place behind its last one
 * @param text what it stands for, without quotes; variables stay as they are typed
 */
record LineSpan(int from, int to, String text, Kind kind) {

  /** What stands there. */
  enum Kind {
    PLAIN,
    QUOTED,
    COMMENT
  }

  /**
   * The words of a line as {@code script.Words} reads them, but an open quote ends with the line.
   */
  static List<LineSpan> of(String line) {
    List<LineSpan> spans = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      if (isBlank(line.charAt(at))) {
        at++;
      } else if (line.startsWith("\\\n", at)) {
        at += 2;
      } else if (line.charAt(at) == '#') {
        spans.add(new LineSpan(at, line.length(), line.substring(at), Kind.COMMENT));
        at = line.length();
      } else {
        LineSpan word = word(line, at);
        if (!word.text().isEmpty() || word.kind() == Kind.QUOTED) {
          spans.add(word);
        }
        at = word.to();
      }
    }
    return spans;
  }

  private static LineSpan word(String line, int from) {
    StringBuilder text = new StringBuilder();
    char quote = 0;
    int at = from;
    for (; at < line.length(); at++) {
      char c = line.charAt(at);
      if (quote == 0 && isBlank(c)) {
        break;
      }
      if (c == '\\' && quote != '\'' && at + 1 < line.length()) {
        at++;
        if (line.charAt(at) != '\n') {
          text.append(line.charAt(at));
        }
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      } else if (c != '\\' || quote == '\'') {
        text.append(c);
      }
    }
    char first = line.charAt(from);
    boolean quoted = first == '\'' || first == '"' || first == '\\';
    return new LineSpan(from, at, text.toString(), quoted ? Kind.QUOTED : Kind.PLAIN);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }

  boolean looksLikeOption() {
    return kind == Kind.PLAIN
        && text.length() > 1
        && text.startsWith("-")
        && !Character.isDigit(text.charAt(1));
  }
}
