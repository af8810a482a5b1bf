package org.tmpfsroot.workbench.session;

import java.util.Locale;

/**
 * Something about a session that a check does not like.
 *
 * @param id names the check, for scripts: {@code disk-too-small}
 * @param text one sentence without a full stop
 * @param place the part of the session it is about, as its noun: {@code disk sda}
 * @param next a command that puts it right, or what else to do
 */
public record Finding(Severity severity, String id, String text, String place, String next) {

  /** How bad it is. */
  public enum Severity {
    /** Nothing can be built, or what is built cannot work. */
    ERROR,
    /** It can be built, and may not be what was meant. */
    WARNING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding error(String id, String place, String text, String next) {
    return new Finding(Severity.ERROR, id, text, place, next);
  }

  static Finding warning(String id, String place, String text, String next) {
    return new Finding(Severity.WARNING, id, text, place, next);
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
