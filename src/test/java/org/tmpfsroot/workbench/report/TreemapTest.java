package org.tmpfsroot.workbench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreemapTest {
  private static final double NEARLY = 1e-6;

  /** The example of the paper: 6 by 4, with the pieces it draws. */
  @Test
  void cutsAsThePaperDoes() {
    List<Treemap.Piece> pieces = Treemap.of(List.of(6L, 6L, 4L, 3L, 2L, 2L, 1L), 6, 4);
    near(new Treemap.Piece(0, 0, 3, 2), pieces.get(0));
    near(new Treemap.Piece(0, 2, 3, 2), pieces.get(1));
    near(new Treemap.Piece(3, 0, 12 / 7.0, 7 / 3.0), pieces.get(2));
    near(new Treemap.Piece(3 + 12 / 7.0, 0, 9 / 7.0, 7 / 3.0), pieces.get(3));
    near(new Treemap.Piece(3, 7 / 3.0, 1.2, 5 / 3.0), pieces.get(4));
    near(new Treemap.Piece(4.2, 7 / 3.0, 1.2, 5 / 3.0), pieces.get(5));
    near(new Treemap.Piece(5.4, 7 / 3.0, 0.6, 5 / 3.0), pieces.get(6));
  }

  private static void near(Treemap.Piece wanted, Treemap.Piece found) {
    assertEquals(wanted.x(), found.x(), NEARLY);
    assertEquals(wanted.y(), found.y(), NEARLY);
    assertEquals(wanted.width(), found.width(), NEARLY);
    assertEquals(wanted.height(), found.height(), NEARLY);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void piecesFillTheWholeAndDoNotOverlap(long seed) {
    Random random = new Random(seed);
    List<Long> weights =
        LongStream.generate(() -> 1 + (long) Math.exp(random.nextDouble() * 18))
            .limit(1 + random.nextInt(80))
            .boxed()
            .sorted(Comparator.reverseOrder())
            .toList();
    long total = weights.stream().mapToLong(Long::longValue).sum();
    List<Treemap.Piece> pieces = Treemap.of(weights, 1000, 440);
    assertEquals(weights.size(), pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      Treemap.Piece one = pieces.get(i);
      double area = one.width() * one.height();
      assertEquals(
          weights.get(i) / (double) total * 440_000, area, NEARLY * 440_000, "seed " + seed);
      assertTrue(one.x() >= -NEARLY && one.x() + one.width() <= 1000 + NEARLY, "seed " + seed);
      assertTrue(one.y() >= -NEARLY && one.y() + one.height() <= 440 + NEARLY, "seed " + seed);
      for (Treemap.Piece other : pieces.subList(0, i)) {
        boolean apart =
            one.x() >= other.x() + other.width() - NEARLY
                || other.x() >= one.x() + one.width() - NEARLY
                || one.y() >= other.y() + other.height() - NEARLY
                || other.y() >= one.y() + one.height() - NEARLY;
        assertTrue(apart, one + " and " + other + ", seed " + seed);
      }
    }
  }

  @Test
  void nothingGivesNothing() {
    assertEquals(List.of(), Treemap.of(List.of(), 10, 10));
  }
}
