package org.tmpfsroot.workbench.lock;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToLongFunction;
import org.tmpfsroot.workbench.repository.PackageIndex;

/**
 * The best of several candidates, whatever is chosen so far: of the repositories of the best
 * priority, of the best architecture, the newest of each name, and not obsoleted by another.
 */
final class Best {
  private final Providers providers;
  private final PackageIndex index;
  private final Candidates candidates;
  private final Obsoleted obsoleted;

  Best(Providers providers, Candidates candidates) {
    this.providers = providers;
    this.index = providers.index();
    this.candidates = candidates;
    this.obsoleted = new Obsoleted(providers, candidates);
  }

  /** At least one of the list; the order is by name. */
  int[] of(int[] list) {
    return newest(ofBestArchitecture(ofBestPriority(list)));
  }

  /** Which step left a single one, in words. */
  String reasonAmong(int[] list) {
    int[] byPriority = ofBestPriority(list);
    int[] byArch = ofBestArchitecture(byPriority);
    if (byArch.length > 1) {
      return "it is the newest, and no other obsoletes it";
    }
    return byPriority.length > 1
        ? "it is of the image's architecture"
        : "its repository has the best priority";
  }

  private int[] ofBestPriority(int[] list) {
    return lowest(list, candidate -> index.repository(pkg(candidate)).priority());
  }

  private int pkg(int candidate) {
    return candidates.pkg(candidate);
  }

  private static int[] lowest(int[] list, IntToLongFunction value) {
    if (list.length < 2) {
      return list;
    }
    long lowest = Arrays.stream(list).mapToLong(value).min().orElseThrow();
    return Policy.keepAny(list, candidate -> value.applyAsLong(candidate) == lowest);
  }

  private int[] ofBestArchitecture(int[] list) {
    if (list.length < 2) {
      return list;
    }
    int best = Integer.MAX_VALUE;
    for (int candidate : list) {
      int rank = providers.rank(pkg(candidate));
      if (rank > ArchOrder.NOARCH) {
        best = Math.min(best, rank);
      }
    }
    int bestRank = best;
    return best == Integer.MAX_VALUE
        ? list
        : Policy.keepAny(
            list,
            candidate ->
                providers.rank(pkg(candidate)) == ArchOrder.NOARCH
                    || providers.rank(pkg(candidate)) == bestRank);
  }

  private int[] newest(int[] list) {
    if (list.length < 2) {
      return list;
    }
    Integer[] byName = Arrays.stream(list).boxed().toArray(Integer[]::new);
    Arrays.sort(
        byName,
        Comparator.comparing((Integer candidate) -> index.name(pkg(candidate)))
            .thenComparing(candidate -> index.repository(pkg(candidate)).cost())
            .thenComparing(candidate -> candidate));
    int[] newest = new int[list.length];
    int n = 0;
    for (int candidate : byName) {
      if (n == 0 || !index.name(pkg(newest[n - 1])).equals(index.name(pkg(candidate)))) {
        newest[n++] = candidate;
      } else if (index.evr(pkg(newest[n - 1])).compareTo(index.evr(pkg(candidate))) < 0) {
        newest[n - 1] = candidate;
      }
    }
    return obsoleted.without(Arrays.copyOf(newest, n));
  }
}
