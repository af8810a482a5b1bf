package org.tmpfsroot.workbench.repository;

/** Text as it may stand in an XML document. */
final class XmlText {
  private XmlText() {}

  /**
   * Escaped for an element's content or a quoted attribute. Control characters, which XML 1.0
   * cannot carry in any form, are left out.
   */
  static String escaped(String text) {
    int i = 0;
    while (i < text.length() && isPlain(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, i);
    for (; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\r' -> out.append("&#13;");
        default -> {
          if (isPlain(c)) {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  private static boolean isPlain(char c) {
    return c >= ' '
        ? c != '&' && c != '<' && c != '>' && c != '"' && c != '\uffff' && c != '\ufffe'
        : c == '\n' || c == '\t';
  }
}
