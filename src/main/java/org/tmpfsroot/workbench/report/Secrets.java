package org.tmpfsroot.workbench.report;

import java.util.regex.Pattern;

/** Takes out of texts what is nobody's business, whoever wrote it there. */
final class Secrets {
  private static final String HIDDEN = "(set)";

  /** Crypted passwords of crypt(5) and of GRUB. */
  private static final Pattern HASH =
      Pattern.compile(
          "\\$(?:[0-9][a-z]?|y|gy|7|sha1|md5)\\$[./A-Za-z0-9$=,+-]{6,}|grub\\.pbkdf2\\.[.0-9A-Za-z]+");

  /** Options of kickstart commands, plain or crypted. */
  private static final Pattern OPTION =
      Pattern.compile("(--(?:password|passphrase)[= ])(?:\"[^\"]*\"|'[^']*'|\\S+)");

  /** Who is at an address. */
  private static final Pattern ADDRESS = Pattern.compile("(://)[^/\\s@]+@");

  private Secrets() {}

  /** The text with {@code (set)} in place of each secret. */
  static String hidden(String text) {
    if (text.indexOf('$') < 0
        && !text.contains("pass")
        && !text.contains("://")
        && !text.contains("pbkdf2")) {
      return text;
    }
    String crypted = HASH.matcher(text).replaceAll(HIDDEN);
    String options = OPTION.matcher(crypted).replaceAll("$1" + HIDDEN);
    return ADDRESS.matcher(options).replaceAll("$1" + HIDDEN + "@");
  }
}
