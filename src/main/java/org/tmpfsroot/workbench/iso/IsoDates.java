package org.tmpfsroot.workbench.iso;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The two forms of dates of ECMA-119: 7 bytes (9.1.5) and 17 digits (8.4.26.1), each with an offset
 * from UTC in quarters of an hour. What is no date reads as the epoch; written dates are in UTC.
 */
final class IsoDates {
  static final int SHORT_LENGTH = 7;
  static final int DIGITS_LENGTH = 17;

  private static final DateTimeFormatter DIGITS =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = FIRST_YEAR + 255;

  private IsoDates() {}

  static Instant ofShort(byte[] bytes, int at) {
    try {
      return LocalDateTime.of(
              FIRST_YEAR + LittleEndian.u8(bytes, at),
              bytes[at + 1],
              bytes[at + 2],
              bytes[at + 3],
              bytes[at + 4],
              bytes[at + 5])
          .toInstant(offset(bytes[at + 6]));
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  static Instant ofDigits(byte[] bytes, int at) {
    String digits = new String(bytes, at, 14, StandardCharsets.ISO_8859_1);
    try {
      return LocalDateTime.parse(digits, DIGITS).toInstant(offset(bytes[at + 16]));
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  static void putShort(byte[] bytes, int at, Instant instant) {
    OffsetDateTime date = instant.atOffset(ZoneOffset.UTC);
    int year = Math.max(FIRST_YEAR, Math.min(LAST_YEAR, date.getYear()));
    bytes[at] = (byte) (year - FIRST_YEAR);
    bytes[at + 1] = (byte) date.getMonthValue();
    bytes[at + 2] = (byte) date.getDayOfMonth();
    bytes[at + 3] = (byte) date.getHour();
    bytes[at + 4] = (byte) date.getMinute();
    bytes[at + 5] = (byte) date.getSecond();
    bytes[at + 6] = 0;
  }

  static void putDigits(byte[] bytes, int at, Instant instant) {
    String digits = DIGITS.format(instant.atOffset(ZoneOffset.UTC)) + "00";
    System.arraycopy(digits.getBytes(StandardCharsets.US_ASCII), 0, bytes, at, 16);
    bytes[at + 16] = 0;
  }

  /** The date that is not given: sixteen zeros. */
  static void putNone(byte[] bytes, int at) {
    java.util.Arrays.fill(bytes, at, at + 16, (byte) '0');
    bytes[at + 16] = 0;
  }

  private static ZoneOffset offset(byte quarters) {
    return ZoneOffset.ofTotalSeconds(quarters * 15 * 60);
  }
}
