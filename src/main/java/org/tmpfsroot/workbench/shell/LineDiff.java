package org.tmpfsroot.workbench.shell;

import java.util.ArrayList;
import java.util.List;

/** Where two texts differ, line by line, as {@code diff -u} tells it. */
public final class LineDiff {
  private static final int CONTEXT = 2;

  /** Texts whose middles are longer than this differ as a whole; a table of all pairs is kept. */
  private static final long MOST_PAIRS = 16_000_000;

  private final List<Styled> lines = new ArrayList<>();
  private final List<String> before;
  private final List<String> after;

  private LineDiff(List<String> before, List<String> after) {
    this.before = before;
    this.after = after;
  }

  /** The lines that differ with two around them; none when the texts are equal. */
  public static List<Styled> of(List<String> before, List<String> after) {
    return before.equals(after) ? List.of() : new LineDiff(before, after).made();
  }

  private List<Styled> made() {
    int from = 0;
    int shorter = Math.min(before.size(), after.size());
    while (from < shorter && before.get(from).equals(after.get(from))) {
      from++;
    }
    int tail = 0;
    while (tail < shorter - from
        && before.get(before.size() - 1 - tail).equals(after.get(after.size() - 1 - tail))) {
      tail++;
    }
    int n = before.size() - tail - from;
    int m = after.size() - tail - from;
    for (int i = Math.max(0, from - CONTEXT); i < from; i++) {
      same(before.get(i));
    }
    if ((long) n * m > MOST_PAIRS) {
      before.subList(from, from + n).forEach(this::gone);
      after.subList(from, from + m).forEach(this::come);
    } else {
      middle(before.subList(from, from + n), after.subList(from, from + m));
    }
    for (int i = 0; i < Math.min(CONTEXT, tail); i++) {
      same(before.get(from + n + i));
    }
    return lines;
  }

  /** Along a longest common subsequence. */
  private void middle(List<String> old, List<String> now) {
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    int i = 0;
    int j = 0;
    List<String> alike = new ArrayList<>();
    while (i < old.size() || j < now.size()) {
      if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
        alike.add(old.get(i));
        i++;
        j++;
      } else {
        between(alike);
        if (j == now.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
          gone(old.get(i++));
        } else {
          come(now.get(j++));
        }
      }
    }
    between(alike);
  }

  private void between(List<String> alike) {
    if (alike.size() > 2 * CONTEXT) {
      alike.subList(0, CONTEXT).forEach(this::same);
      lines.add(Styled.of(Style.FAINT, "  …"));
      alike.subList(alike.size() - CONTEXT, alike.size()).forEach(this::same);
    } else {
      alike.forEach(this::same);
    }
    alike.clear();
  }

  private void same(String line) {
    lines.add(Styled.plain("  " + line));
  }

  private void gone(String line) {
    lines.add(Styled.of(Style.REMOVED, "- " + line));
  }

  private void come(String line) {
    lines.add(Styled.of(Style.ADDED, "+ " + line));
  }
}
