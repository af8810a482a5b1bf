package org.tmpfsroot.workbench.iso;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file that is asked for over HTTP (RFC 9110, section 14).
 *
 * @param length 0 where the file has no such part
 */
record ByteRange(long from, long length) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /** The range that a header asks for; empty where all of the file may be sent instead. */
  static Optional<ByteRange> of(String header, long size) {
    Matcher range = ONE.matcher(header.strip());
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return Optional.empty();
    }
    if (range.group(1).isEmpty()) {
      long last = Math.min(size, Long.parseLong(range.group(2)));
      return Optional.of(new ByteRange(size - last, last));
    }
    long from = Long.parseLong(range.group(1));
    long end = range.group(2).isEmpty() ? size : Long.parseLong(range.group(2)) + 1;
    if (end <= from && !range.group(2).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new ByteRange(from, Math.max(0, Math.min(size, end) - from)));
  }
}
