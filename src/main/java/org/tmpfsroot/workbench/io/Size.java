package org.tmpfsroot.workbench.io;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;

/** An amount of bytes, never negative. Typed bare it means MiB. */
public record Size(long bytes) implements Comparable<Size> {
  private static final long KIB = 1024;
  private static final long MIB = KIB * 1024;
  private static final long GIB = MIB * 1024;
  private static final long TIB = GIB * 1024;
  private static final Pattern TYPED =
      Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*([kmgt]?)(?:i?b)?", Pattern.CASE_INSENSITIVE);

  public Size {
    if (bytes < 0) {
      throw new IllegalArgumentException("negative size " + bytes);
    }
  }

  public static Size ofMiB(long mebibytes) {
    return new Size(Math.multiplyExact(mebibytes, MIB));
  }

  /**
   * Reads {@code 512} (MiB), {@code 512M}, {@code 8G}, {@code 1.5GiB}, {@code 64K}, {@code 2T};
   * units are powers of 1024.
   *
   * @throws Fault (usage) when it is not a size, is not a whole number of bytes, or is too large
   *     for 63 bits
   */
  public static Size parse(String text) {
    Matcher matcher = TYPED.matcher(text.strip());
    if (!matcher.matches()) {
      throw notASize(text, "it is not a number with one of the units K, M, G, T");
    }
    long unit =
        switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
          case "k" -> KIB;
          case "g" -> GIB;
          case "t" -> TIB;
          default -> MIB;
        };
    try {
      return new Size(
          new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValueExact());
    } catch (ArithmeticException e) {
      throw notASize(text, "it is not a whole number of bytes below 8 EiB");
    }
  }

  private static Fault notASize(String text, String why) {
    return Fault.usage("'" + text + "' is not a size", why, "write MiB as 512 or 512M, GiB as 8G");
  }

  /** Whole MiB, rounded up. */
  public long mebibytesRoundedUp() {
    return bytes / MIB + (bytes % MIB == 0 ? 0 : 1);
  }

  public Size plus(Size other) {
    return new Size(Math.addExact(bytes, other.bytes));
  }

  public boolean isZero() {
    return bytes == 0;
  }

  @Override
  public int compareTo(Size other) {
    return Long.compare(bytes, other.bytes);
  }

  /**
   * The shortest form that {@link #parse} reads back to the same value; sizes that are no whole KiB
   * are shown rounded.
   */
  public String typed() {
    if (bytes == 0) {
      return "0";
    }
    if (bytes % TIB == 0) {
      return bytes / TIB + "T";
    }
    if (bytes % GIB == 0) {
      return bytes / GIB + "G";
    }
    if (bytes % MIB == 0) {
      return bytes / MIB + "M";
    }
    return (bytes + KIB - 1) / KIB + "K";
  }

  /** For people: {@code 17.3 MiB}, {@code 512 B}. */
  @Override
  public String toString() {
    if (bytes < KIB) {
      return bytes + " B";
    }
    String unit = bytes < MIB ? "KiB" : bytes < GIB ? "MiB" : bytes < TIB ? "GiB" : "TiB";
    long divisor = bytes < MIB ? KIB : bytes < GIB ? MIB : bytes < TIB ? GIB : TIB;
    return BigDecimal.valueOf(bytes)
            .divide(BigDecimal.valueOf(divisor), 1, RoundingMode.HALF_UP)
            .toPlainString()
        + " "
        + unit;
  }
}
