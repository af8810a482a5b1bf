package org.tmpfsroot.workbench.kickstart;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * A value as one word of the language it lands in. All of them read single quotes literally, and
 * none lets a line break through, since the kickstart's own lines end there.
 */
final class Quoting {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private Quoting() {}

  /**
   * The value, when it is one line of text.
   *
   * @param what where the value comes from, for the message
   * @throws Fault (session) when it has a line break or another control character
   */
  static String line(String what, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw Fault.session(
          "cannot write the value of " + what + " into a kickstart",
          "it has a line break or another control character",
          "give it as one line of text");
    }
    return value;
  }

  /** For pykickstart, which splits lines as a POSIX shell does, comments included. */
  static String kickstart(String what, String value) {
    return word(line(what, value));
  }

  /** For a POSIX shell. */
  static String shell(String what, String value) {
    return word(line(what, value));
  }

  /** For GRUB's script, whose single quotes are those of a shell. */
  static String grub(String what, String value) {
    return word(line(what, value));
  }

  /** For a field of {@code /etc/fstab}: what separates fields, and the escape, as octal digits. */
  static String fstab(String what, String value) {
    StringBuilder field = new StringBuilder();
    for (byte each : line(what, value).getBytes(StandardCharsets.UTF_8)) {
      if (each == ' ' || each == '\\' || each == '#') {
        field.append(String.format(Locale.ROOT, "\\%03o", each));
      } else {
        field.append((char) (each & 0xff));
      }
    }
    return new String(
        field.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static String word(String value) {
    return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
