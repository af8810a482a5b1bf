package org.tmpfsroot.workbench.fault;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The known names that a mistyped one probably meant. */
public final class Nearest {
  private static final int MOST = 3;

  private Nearest() {}

  /**
   * At most three of {@code known} within a small edit distance of {@code typed} or beginning with
   * it, the nearest first.
   */
  public static List<String> to(String typed, Collection<String> known) {
    String wanted = typed.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, wanted.length() / 3);
    record Candidate(String name, int distance) {}
    return known.stream()
        .distinct()
        .map(name -> new Candidate(name, distance(wanted, name.toLowerCase(Locale.ROOT), limit)))
        .filter(candidate -> candidate.distance <= limit)
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(MOST)
        .map(Candidate::name)
        .toList();
  }

  /**
   * A sentence such as {@code did you mean 'tmux' or 'tmuxp'?}, or {@code otherwise} when nothing
   * is near.
   */
  public static String sentence(String typed, Collection<String> known, String otherwise) {
    List<String> names = to(typed, known);
    return names.isEmpty() ? otherwise : "did you mean '" + String.join("' or '", names) + "'?";
  }

  /**
   * Optimal string alignment distance; a name that begins with what was typed counts as one edit.
   */
  private static int distance(String a, String b, int limit) {
    if (a.length() >= 2 && b.startsWith(a)) {
      return 1;
    }
    if (Math.abs(a.length() - b.length()) > limit) {
      return limit + 1;
    }
    int[] beforePrevious = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] =
            Math.min(Math.min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
        }
      }
      int[] spare = beforePrevious;
      beforePrevious = previous;
      previous = current;
      current = spare;
    }
    return previous[b.length()];
  }
}
