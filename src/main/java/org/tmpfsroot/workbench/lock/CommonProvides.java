package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.Capability.Relation;
import org.tmpfsroot.workbench.rpm.Evr;

/**
 * Puts candidates behind others that provide newer versions of the same capability: of {@code
 * foo14} and {@code foo15}, that both provide {@code foo}, the second is preferred.
 */
final class CommonProvides {
  private static final int SHORTEST_HASH = 4;

  private final PackageIndex index;
  private final Candidates candidates;

  /** A versioned provide of the candidate at {@code place}. */
  private record Provided(int place, Evr evr, boolean below) {}

  CommonProvides(PackageIndex index, Candidates candidates) {
    this.index = index;
    this.candidates = candidates;
  }

  /** Stable but for the worse ones. */
  int[] sorted(int[] list) {
    Map<String, List<Provided>> byName = new TreeMap<>();
    for (int place = 0; place < list.length; place++) {
      for (int number : index.dependencies(candidates.pkg(list[place]), DependencyKind.PROVIDES)) {
        if (index.dependency(number) instanceof Capability provide && counts(provide)) {
          byName
              .computeIfAbsent(provide.name(), name -> new ArrayList<>())
              .add(new Provided(place, provide.evr(), provide.relation() == Relation.LESS));
        }
      }
    }
    int[] badness = new int[list.length];
    byName.values().forEach(provided -> judge(provided, badness));
    Integer[] places = new Integer[list.length];
    Arrays.setAll(places, i -> i);
    Arrays.sort(places, Comparator.comparingInt(place -> badness[place]));
    return Arrays.stream(places).mapToInt(place -> list[place]).toArray();
  }

  private static boolean counts(Capability provide) {
    return switch (provide.relation()) {
      case EQUAL -> !isHash(provide.evr().toString());
      case LESS, LESS_OR_EQUAL -> true;
      case ANY, GREATER, GREATER_OR_EQUAL -> false;
    };
  }

  private static boolean isHash(String version) {
    return version.length() >= SHORTEST_HASH
        && version.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static void judge(List<Provided> provided, int[] badness) {
    if (provided.size() < 2) {
      return;
    }
    List<Provided> sorted = merged(provided);
    int bad = 0;
    for (int i = 0; i < sorted.size(); i++) {
      Provided each = sorted.get(i);
      if (i > 0) {
        Provided before = sorted.get(i - 1);
        if (each.place() != before.place() && compare(before, each) < 0) {
          bad++;
        }
      }
      badness[each.place()] += bad;
    }
  }

  /**
   * A plain merge sort: a version without release equals any, which Java's own sort would refuse.
   */
  private static List<Provided> merged(List<Provided> list) {
    if (list.size() < 2) {
      return list;
    }
    List<Provided> left = merged(list.subList(0, list.size() / 2));
    List<Provided> right = merged(list.subList(list.size() / 2, list.size()));
    List<Provided> result = new ArrayList<>(list.size());
    int i = 0;
    int j = 0;
    while (i < left.size() && j < right.size()) {
      result.add(compare(left.get(i), right.get(j)) <= 0 ? left.get(i++) : right.get(j++));
    }
    result.addAll(left.subList(i, left.size()));
    result.addAll(right.subList(j, right.size()));
    return result;
  }

  /** The newest first; at the same version one that is only below it comes last. */
  private static int compare(Provided a, Provided b) {
    int order = b.evr().compareAsDependency(a.evr());
    return order != 0 ? order : Boolean.compare(a.below(), b.below());
  }
}
