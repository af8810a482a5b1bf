package org.tmpfsroot.workbench.lock;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.tmpfsroot.workbench.repository.PackageIndex;

/**
 * Whom to prefer of several candidates: libsolv's steps in libsolv's order. Repository priority,
 * best architecture, newest version of each name, not obsoleted by another, leant towards by what
 * is chosen; what is left is put in an order whose first is taken.
 */
final class Policy {
  private final Providers providers;
  private final PackageIndex index;
  private final Candidates candidates;
  private final Leanings leanings;
  private final Best best;
  private final CommonProvides commonProvides;
  private String reason = "";

  Policy(Providers providers, Candidates candidates, Leanings leanings) {
    this.providers = providers;
    this.index = providers.index();
    this.candidates = candidates;
    this.leanings = leanings;
    this.best = new Best(providers, candidates);
    this.commonProvides = new CommonProvides(index, candidates);
  }

  /** Why the first of the last {@link #ordered} list came first, in words. */
  String reason() {
    return reason;
  }

  /** What is worth choosing from, unordered. */
  int[] worthChoosing(int[] list) {
    int[] good = best.of(list);
    return good.length < 2 ? good : keepAny(good, leanings::isRecommended);
  }

  /** The same, the preferred first. */
  int[] ordered(int[] list) {
    int[] good = best.of(list);
    int[] leant = good.length < 2 ? good : keepAny(good, leanings::isRecommended);
    if (leant.length > 1) {
      return inOrder(leant);
    }
    reason = leant.length < good.length ? "a chosen package recommends it" : best.reasonAmong(list);
    return leant;
  }

  /** For what is supplemented: an order only. */
  int[] inOrder(int[] list) {
    int[] current = badToTheBack(list, this::hasBetter);
    int[] common = commonProvides.sorted(current);
    int[] result = badToTheBack(common, candidate -> !leanings.isSuggested(candidate));
    reason =
        result[0] != common[0]
            ? "a chosen package suggests it"
            : common[0] != current[0]
                ? "it provides newer versions of what all of them provide"
                : current[0] != list[0] ? "it is the newest of its name" : "its name comes first";
    return result;
  }

  private int pkg(int candidate) {
    return candidates.pkg(candidate);
  }

  /** Those that pass, or all where none does. */
  static int[] keepAny(int[] list, IntPredicate good) {
    int[] kept = Arrays.stream(list).filter(good).toArray();
    return kept.length == 0 ? list : kept;
  }

  private static int[] badToTheBack(int[] list, IntPredicate bad) {
    int[] result = new int[list.length];
    int front = 0;
    int back = 0;
    int[] last = new int[list.length];
    for (int candidate : list) {
      if (bad.test(candidate)) {
        last[back++] = candidate;
      } else {
        result[front++] = candidate;
      }
    }
    System.arraycopy(last, 0, result, front, back);
    return result;
  }

  /** Whether a package of its name and architecture is newer or of a better repository. */
  private boolean hasBetter(int candidate) {
    int pkg = pkg(candidate);
    int priority = index.repository(pkg).priority();
    for (int other : providers.named(index.name(pkg))) {
      if (other != pkg && index.arch(other).equals(index.arch(pkg))) {
        int order = Integer.compare(index.repository(other).priority(), priority);
        if (order < 0 || (order == 0 && index.evr(other).compareTo(index.evr(pkg)) > 0)) {
          return true;
        }
      }
    }
    return false;
  }
}
