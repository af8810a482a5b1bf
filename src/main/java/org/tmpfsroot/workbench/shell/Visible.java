package org.tmpfsroot.workbench.shell;

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
