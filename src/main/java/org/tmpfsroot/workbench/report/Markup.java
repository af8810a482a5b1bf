package org.tmpfsroot.workbench.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** HTML while it is written, well-formed as XML. Every text and every attribute is escaped. */
final class Markup {
  private final StringBuilder written = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn
   */
  Markup open(String tag, String... attributes) {
    start(tag, attributes);
    written.append('>');
    open.push(tag);
    return this;
  }

  /** Ends the element that was begun last. */
  Markup close() {
    written.append("</").append(open.pop()).append('>');
    return this;
  }

  /** The same, and a new line in the source. */
  Markup closeLine() {
    close();
    written.append('\n');
    return this;
  }

  /** An element without content, as SVG and a few of HTML's are. */
  Markup empty(String tag, String... attributes) {
    start(tag, attributes);
    written.append("/>");
    return this;
  }

  /** An element with nothing but text. */
  Markup element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  Markup text(String text) {
    written.append(escaped(Secrets.hidden(text)));
    return this;
  }

  /** What this program wrote itself and is markup, or a style. */
  Markup own(String markup) {
    written.append(markup);
    return this;
  }

  private void start(String tag, String... attributes) {
    written.append('<').append(tag);
    for (int i = 0; i + 1 < attributes.length; i += 2) {
      written
          .append(' ')
          .append(attributes[i])
          .append("=\"")
          .append(escaped(Secrets.hidden(attributes[i + 1])))
          .append('"');
    }
  }

  /** Of a whole, as SVG takes it; with no more digits than a screen can show. */
  static String percent(double part, double whole) {
    return String.format(Locale.ROOT, "%.4f%%", whole > 0 ? part / whole * 100 : 0);
  }

  /** The same of bytes or milliseconds. */
  static String percent(long part, long whole) {
    return percent((double) part, (double) whole);
  }

  /** What XML has no place for, and what turns the direction of writing, is written out. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\t' -> safe.appendCodePoint(c);
                default -> {
                  if (isPlain(c)) {
                    safe.appendCodePoint(c);
                  } else {
                    safe.append(String.format(Locale.ROOT, "\\u%04x", c));
                  }
                }
              }
            });
    return safe.toString();
  }

  private static boolean isPlain(int c) {
    return !Character.isISOControl(c)
        && (c < 0xd800 || c > 0xdfff)
        && (c < 0x202a || c > 0x202e)
        && (c < 0x2066 || c > 0x2069)
        && (c & 0xfffe) != 0xfffe;
  }

  @Override
  public String toString() {
    return written.toString();
  }
}
