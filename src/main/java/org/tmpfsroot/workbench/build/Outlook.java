package org.tmpfsroot.workbench.build;

import java.util.List;

/**
 * What a run is about to need and would not find.
 *
 * @param bytes about how much it will write into the cache
 * @param product about how much of that what the build is done for takes
 * @param obstacles what stands in its way
 */
public record Outlook(long bytes, long product, List<Obstacle> obstacles) {
  /** Nothing is needed. */
  public static final Outlook CLEAR = new Outlook(0, 0, List.of());

  public Outlook {
    obstacles = List.copyOf(obstacles);
  }

  /**
   * One thing the run would fail on.
   *
   * @param what cannot be done, as in a fault
   * @param why it cannot
   * @param next what to do
   */
  public record Obstacle(String what, String why, String next) {}
}
