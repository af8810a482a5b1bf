package org.tmpfsroot.workbench.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.tmpfsroot.workbench.fault.Cancelled;

/** Where two runs of bytes begin to differ. */
public final class FirstDifference {
  private static final int BUFFER = 1 << 18;

  private FirstDifference() {}

  /**
   * How many bytes they have in common at their beginning; empty when they are the same. Where one
   * goes on after the other's end, that end is the difference.
   *
   * @throws Cancelled when the thread is interrupted
   */
  public static OptionalLong of(InputStream one, InputStream other) throws IOException {
    return of(one, other, bytes -> {});
  }

  /**
   * The same.
   *
   * @param compared is told how many bytes more have been
   */
  public static OptionalLong of(InputStream one, InputStream other, LongConsumer compared)
      throws IOException {
    byte[] first = new byte[BUFFER];
    byte[] second = new byte[BUFFER];
    long before = 0;
    while (true) {
      Cancelled.check();
      int count = one.readNBytes(first, 0, BUFFER);
      int otherCount = other.readNBytes(second, 0, BUFFER);
      int at = Arrays.mismatch(first, 0, count, second, 0, otherCount);
      if (at >= 0) {
        return OptionalLong.of(before + at);
      }
      if (count == 0) {
        return OptionalLong.empty();
      }
      before += count;
      compared.accept(count);
    }
  }
}
