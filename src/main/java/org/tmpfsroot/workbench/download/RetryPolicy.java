package org.tmpfsroot.workbench.download;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param attempts how often one file is tried, over all its sources, before it is given up
 * @param firstWait the pause before a source is tried again; doubled for each further time
 * @param connect the time limit for a connection
 * @param stall the time limit for an answer to begin, and for at least {@code leastRate} to come
 * @param leastRate the bytes a second below which a transfer counts as stalled
 * @param parallel how many files are fetched at once
 */
public record RetryPolicy(
    int attempts,
    Duration firstWait,
    Duration connect,
    Duration stall,
    long leastRate,
    int parallel) {

  /** For people: a dead mirror is left after half a minute. */
  public static RetryPolicy standard() {
    return new RetryPolicy(
        8, Duration.ofMillis(500), Duration.ofSeconds(15), Duration.ofSeconds(30), 1000, 6);
  }

  /** The pause before the {@code again}th further try of one source, counted from 1. */
  Duration waitBefore(int again) {
    return firstWait.multipliedBy(1L << Math.min(again - 1, 5));
  }
}
