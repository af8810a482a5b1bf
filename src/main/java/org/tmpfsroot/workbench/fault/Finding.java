package org.tmpfsroot.workbench.fault;

import java.util.Locale;

/**
 * Something that a check does not like.
 *
 * @param id names the check, for scripts: {@code disk-too-small}
 * @param text one sentence without a full stop
 * @param place what it is about: a file and line ({@code my.ks:3}), or a part of the session by its
 *     noun ({@code disk sda}, {@code setting ram})
 * @param next a command that puts it right, between back quotes, or what else to do
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

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
