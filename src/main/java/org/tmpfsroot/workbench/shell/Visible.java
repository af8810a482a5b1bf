package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/** Text as a terminal shows it. */
final class Visible {
  private Visible() {}

  /**
   * The text with control characters written out, so that no name from a file or a server can steer
   * the terminal. Tabs become spaces.
   */
  static String safe(String text) {
    if (text.chars().noneMatch(Visible::isControl)) {
      return text;
    }
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        safe.append("    ");
      } else if (c == '\n') {
        safe.append("\\n");
      } else if (isControl(c)) {
        safe.append(c < 0x100 ? "\\x%02x".formatted((int) c) : "\\u%04x".formatted((int) c));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  /** C0, C1, and the characters that turn the direction of writing. */
  private static boolean isControl(int c) {
    return Character.isISOControl(c)
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0x2028
        || c == 0x2029;
  }

  /** The columns it takes. */
  static int width(String text) {
    return text.codePoints().map(c -> Math.max(0, WCWidth.wcwidth(c))).sum();
  }

  /**
   * The text on as many lines as it takes, broken at blanks, and in a word only where that alone is
   * wider. Text that fits is left as it is.
   *
   * @param indent what each line but the first begins with
   */
  static List<String> wrapped(String text, int columns, String indent) {
    if (width(text) <= columns || columns <= indent.length() + 1) {
      return List.of(text);
    }
    List<String> lines = new ArrayList<>();
    String left = text;
    while (width(left) > columns) {
      int fits = fitting(left, columns);
      int blank = left.lastIndexOf(' ', fits);
      boolean inMargin = blank <= 0 || left.substring(0, blank).isBlank();
      int at = inMargin ? fits : blank;
      lines.add(left.substring(0, at).stripTrailing());
      left = indent + left.substring(at).stripLeading();
    }
    if (!left.isBlank()) {
      lines.add(left);
    }
    return lines;
  }

  /** How many of its characters fit, but at least one. */
  private static int fitting(String text, int columns) {
    int at = 0;
    int used = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      used += Math.max(0, WCWidth.wcwidth(c));
      if (used > columns && at > 0) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  /** Its beginning, with an ellipsis where it is cut to {@code columns}. */
  static String cut(String text, int columns) {
    if (width(text) <= columns) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int used = 1;
    for (int c : text.codePoints().toArray()) {
      used += Math.max(0, WCWidth.wcwidth(c));
      if (used > columns) {
        break;
      }
      cut.appendCodePoint(c);
    }
    return columns < 1 ? "" : cut.append('…').toString();
  }
}
