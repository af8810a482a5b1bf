package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether clauses can be fulfilled together, and which of them are the reason when not. */
final class Satisfiability {
  private Satisfiability() {}

  /** Literals are any numbers but 0, negative for "not". */
  static boolean isSatisfiable(List<int[]> clauses) {
    Map<Integer, Integer> dense = new HashMap<>();
    Rules rules = new Rules();
    for (int[] clause : clauses) {
      int[] mapped =
          Arrays.stream(clause)
              .map(
                  literal ->
                      Integer.signum(literal)
                          * dense.computeIfAbsent(Math.abs(literal), any -> dense.size() + 1))
              .distinct()
              .toArray();
      rules.add(Rules.Kind.REQUEST, 0, -1, mapped);
    }
    Decisions decisions = new Decisions(rules, dense.size());
    Learning learning = new Learning(rules, decisions);
    for (int rule = 1; rule <= clauses.size(); rule++) {
      int literal = rules.literal(rule, 0);
      if (rules.length(rule) <= 1) {
        if (literal == 0 || decisions.isFalse(literal)) {
          return false;
        }
        if (decisions.isOpen(literal)) {
          decisions.decide(literal, 1, rule);
        }
      }
    }
    int level = 1;
    int next = 1;
    while (true) {
      int failed = decisions.propagate(level);
      if (failed != 0) {
        if (level == 1) {
          return false;
        }
        level = learning.learn(failed, level);
        next = 1;
      } else {
        while (next <= dense.size() && !decisions.isOpen(next)) {
          next++;
        }
        if (next > dense.size()) {
          return true;
        }
        decisions.decide(next, ++level, Decisions.FREE);
      }
    }
  }

  /**
   * Of facts that cannot be true together, as few as still cannot: without any one of those left,
   * the others can.
   */
  static List<Solution.Fact> irreducible(List<Solution.Fact> facts) {
    List<Solution.Fact> left = new ArrayList<>(facts);
    for (int i = left.size() - 1; i >= 0; i--) {
      Solution.Fact fact = left.remove(i);
      if (isSatisfiable(left.stream().map(Solution.Fact::clause).toList())) {
        left.add(i, fact);
      }
    }
    return left;
  }
}
