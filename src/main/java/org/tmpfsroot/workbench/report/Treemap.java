package org.tmpfsroot.workbench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A rectangle that is cut into one for each of several weights, the areas like the weights and
 * every piece as near to a square as can be (Bruls, Huizing and van Wijk, Squarified Treemaps).
 */
final class Treemap {
  /** A piece, in the units of the whole. */
  record Piece(double x, double y, double width, double height) {}

  private final double scale;
  private final List<Piece> pieces = new ArrayList<>();
  private double x;
  private double y;
  private double width;
  private double height;

  private Treemap(double width, double height, long total) {
    this.width = width;
    this.height = height;
    this.scale = width * height / total;
  }

  /**
   * Cuts it.
   *
   * @param weights all above 0, the largest first
   * @return a piece for each, in their order
   */
  static List<Piece> of(List<Long> weights, double width, double height) {
    long total = weights.stream().mapToLong(Long::longValue).sum();
    Treemap map = new Treemap(width, height, Math.max(1, total));
    int from = 0;
    while (from < weights.size()) {
      int to = map.endOfRow(weights, from);
      map.place(weights.subList(from, to));
      from = to;
    }
    return List.copyOf(map.pieces);
  }

  /** A row along the shorter side takes weights as long as that makes its worst piece better. */
  private int endOfRow(List<Long> weights, int from) {
    double side = Math.min(width, height);
    double sum = 0;
    double worst = Double.POSITIVE_INFINITY;
    double largest = weights.get(from) * scale;
    for (int to = from; to < weights.size(); to++) {
      double area = weights.get(to) * scale;
      sum += area;
      double ratio =
          Math.max(side * side * largest / (sum * sum), sum * sum / (side * side * area));
      if (ratio > worst) {
        return to;
      }
      worst = ratio;
    }
    return weights.size();
  }

  private void place(List<Long> row) {
    double area = row.stream().mapToLong(Long::longValue).sum() * scale;
    boolean upright = width >= height;
    double depth = area / (upright ? height : width);
    double along = upright ? y : x;
    for (long weight : row) {
      double length = weight * scale / depth;
      pieces.add(upright ? new Piece(x, along, depth, length) : new Piece(along, y, length, depth));
      along += length;
    }
    if (upright) {
      x += depth;
      width -= depth;
    } else {
      y += depth;
      height -= depth;
    }
  }
}
