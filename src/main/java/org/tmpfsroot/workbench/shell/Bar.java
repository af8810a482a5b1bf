package org.tmpfsroot.workbench.shell;

/**
 * A cell of a {@link Table} that is drawn: the longest takes the column's width, the others are to
 * scale.
 *
 * @param part of the longest one: 0 to 1
 */
public record Bar(double part) {
  private static final int LONGEST = 40;

  /** {@code amount} beside the largest amount of the column. */
  public static Bar of(long amount, long largest) {
    return new Bar(largest <= 0 ? 0 : (double) amount / largest);
  }

  /** Drawn where the longest may have {@code columns}. */
  public String drawn(int columns) {
    return "#".repeat((int) Math.round(part * Math.min(columns, LONGEST)));
  }

  @Override
  public String toString() {
    return drawn(LONGEST);
  }
}
