package org.tmpfsroot.workbench.kickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a kickstart's line as Python's shlex does in its POSIX mode, with comments. */
final class Words {
  private final String line;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private Words(String line) {
    this.line = line;
  }

  /** The words without their quotes, up to a comment; nothing when a quote stays open. */
  static Optional<List<String>> of(String line) {
    Words splitting = new Words(line);
    return splitting.split() ? Optional.of(List.copyOf(splitting.words)) : Optional.empty();
  }

  private boolean split() {
    while (at < line.length()) {
      char c = line.charAt(at);
      at++;
      if (c == '\'' || c == '"') {
        inWord = true;
        if (!quoted(c)) {
          return false;
        }
      } else if (c == '\\') {
        if (at == line.length()) {
          return false;
        }
        take(line.charAt(at));
        at++;
      } else if (Character.isWhitespace(c)) {
        end();
      } else if (c == '#') {
        break;
      } else {
        take(c);
      }
    }
    end();
    return true;
  }

  private boolean quoted(char quote) {
    while (at < line.length()) {
      char c = line.charAt(at);
      at++;
      if (c == quote) {
        return true;
      }
      if (c == '\\' && quote == '"' && at < line.length() && escapable(line.charAt(at))) {
        word.append(line.charAt(at));
        at++;
      } else {
        word.append(c);
      }
    }
    return false;
  }

  private static boolean escapable(char c) {
    return c == '"' || c == '\\';
  }

  private void take(char c) {
    inWord = true;
    word.append(c);
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
