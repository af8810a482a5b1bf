package org.tmpfsroot.workbench.script;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tmpfsroot.workbench.fault.Fault;

/** Splits a command into words. */
public final class Words {
  private static final int MOST_CHARACTERS = 1 << 20;

  private final String text;
  private final UnaryOperator<String> variables;
  private final List<Word> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private boolean firstIsQuoted;
  private int at;

  private Words(String text, UnaryOperator<String> variables) {
    this.text = text;
    this.variables = variables;
  }

  /**
   * The words of one command.
   *
   * @throws Fault (usage) for an open quote, a variable that is not set or not closed, a text of
   *     more than a million characters
   */
  public static List<Word> of(String text, Variables variables) {
    return new Words(text, variables::value).split();
  }

  /** The place of the {@code #} that begins a comment, or the text's length. */
  static int commentIn(String text) {
    char quote = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == '\'') {
        quote = c == '\'' ? 0 : quote;
      } else if (c == '\\') {
        i++;
        inWord = true;
      } else if (quote == '"') {
        quote = c == '"' ? 0 : quote;
      } else if (isBlank(c)) {
        inWord = false;
      } else if (c == '#' && !inWord) {
        return i;
      } else {
        quote = c == '\'' || c == '"' ? c : 0;
        inWord = true;
      }
    }
    return text.length();
  }

  /** The text quoted, where it needs it, so that it is read back as one word with this meaning. */
  public static String quote(String text) {
    if (!text.isEmpty() && text.chars().allMatch(Words::isPlain) && !text.startsWith("-")) {
      return text;
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(int c) {
    return Character.isLetterOrDigit(c) || "-_./:@%+=,~^*?[]".indexOf(c) >= 0;
  }

  private List<Word> split() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isBlank(c)) {
        endWord();
        at++;
      } else if (c == '#' && !inWord) {
        break;
      } else if (c == '\'') {
        singleQuoted();
      } else if (c == '"') {
        doubleQuoted();
      } else if (c == '\\' && at + 1 < text.length()) {
        append(text.charAt(at + 1), true);
        at += 2;
      } else if (!substituted()) {
        append(c, false);
        at++;
      }
    }
    endWord();
    return List.copyOf(words);
  }

  private void singleQuoted() {
    int end = text.indexOf('\'', at + 1);
    if (end < 0) {
      throw openQuote("'");
    }
    begin(true);
    word.append(text, at + 1, end);
    at = end + 1;
  }

  private void doubleQuoted() {
    begin(true);
    at++;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && "\"\\$".indexOf(text.charAt(at + 1)) >= 0) {
        append(text.charAt(at + 1), true);
        at += 2;
      } else if (!substituted()) {
        append(c, true);
        at++;
      }
    }
    if (at == text.length()) {
      throw openQuote("\"");
    }
    at++;
  }

  private boolean substituted() {
    if (!text.startsWith("${", at)) {
      return false;
    }
    int end = text.indexOf('}', at);
    if (end < 0) {
      throw Fault.usage(
          "a variable is not closed",
          "no } follows '" + text.substring(at) + "'",
          "write it as ${NAME}, or '${' in single quotes where none is meant");
    }
    // a replaced text counts as quoted: it is a value, whatever characters it begins with
    begin(true);
    word.append(variables.apply(text.substring(at + 2, end)));
    if (word.length() > MOST_CHARACTERS) {
      throw Fault.usage(
          "a word is too long",
          "with its variables it has more than " + MOST_CHARACTERS + " characters",
          "put the text into a file");
    }
    at = end + 1;
    return true;
  }

  private void begin(boolean quoted) {
    if (!inWord) {
      inWord = true;
      firstIsQuoted = quoted;
    }
  }

  private void append(char c, boolean quoted) {
    begin(quoted);
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(new Word(word.toString(), firstIsQuoted));
      word.setLength(0);
      inWord = false;
    }
  }

  private static Fault openQuote(String quote) {
    return Fault.usage(
        "a quote is not closed",
        "no second " + quote + " follows on the line",
        "close it, or write \\" + quote + " where the character itself is meant");
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
