package org.tmpfsroot.workbench.script;

import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * Puts commands together from the lines of a text as they come: joins continued lines, leaves out
 * blank lines and comments, tells lines that may fail.
 */
public final class LineAssembler {
  private final String source;
  private final StringBuilder begun = new StringBuilder();
  private int line;
  private int beginning;
  private boolean continued;

  /** For the text named {@code source}. */
  public LineAssembler(String source) {
    this.source = source;
  }

  /**
   * Takes the next line, without its end.
   *
   * @return the command that ends with this line; empty where none does
   * @throws Fault (usage) for a control character, or a space after a final {@code \}
   */
  public Optional<CommandLine> take(String text) {
    line++;
    if (!isContinuing()) {
      beginning = line;
    }
    refuseControlCharacters(text);
    int comment = Words.commentIn(begun + text) - begun.length();
    boolean endsInComment = comment < text.length();
    if (!endsInComment && backslashesAtTheEndOf(text) % 2 == 1) {
      begun.append(text, 0, text.length() - 1);
      continued = true;
      return Optional.empty();
    }
    String stripped = text.stripTrailing();
    if (!endsInComment
        && stripped.length() < text.length()
        && backslashesAtTheEndOf(stripped) % 2 == 1) {
      throw fault(
          line,
          "a space follows the final \\",
          "the line would not be continued",
          "remove the space at the end of the line");
    }
    begun.append(text);
    String whole = begun.toString();
    begun.setLength(0);
    continued = false;
    return command(whole);
  }

  /** Whether the last line asked for another one. */
  public boolean isContinuing() {
    return continued;
  }

  /** Forgets a line that was begun: it was given up at the prompt. */
  public void forget() {
    begun.setLength(0);
    continued = false;
  }

  /**
   * Says that the text is over.
   *
   * @throws Fault (usage) when its last line asks for another one
   */
  public void end() {
    if (continued) {
      throw fault(
          line,
          "the last line ends with \\",
          "no line follows that it could be continued with",
          "remove the \\ or write the rest of the command");
    }
  }

  private Optional<CommandLine> command(String whole) {
    String text = whole.substring(0, Words.commentIn(whole)).strip();
    boolean mayFail = text.startsWith("-");
    if (mayFail) {
      text = text.substring(1).strip();
      if (text.isEmpty()) {
        throw fault(
            beginning, "there is no command after the -", "a line is a command", "remove the -");
      }
    }
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(new CommandLine(new Origin(source, beginning), text, mayFail));
  }

  private void refuseControlCharacters(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && c != '\t') {
        throw fault(
            line,
            "the line has a control character",
            "character %d is U+%04X".formatted(i + 1, (int) c),
            "remove it");
      }
    }
  }

  private Fault fault(int where, String what, String why, String next) {
    return Fault.usage(new Origin(source, where).prefix() + what, why, next);
  }

  private static int backslashesAtTheEndOf(String text) {
    int count = 0;
    while (count < text.length() && text.charAt(text.length() - 1 - count) == '\\') {
      count++;
    }
    return count;
  }
}
