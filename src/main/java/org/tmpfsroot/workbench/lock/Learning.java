package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.tmpfsroot.workbench.lock.Rules.Kind;

/**
 * What a conflict teaches: the clause that holds at the first unique implication point of its
 * level, and the rules it was derived from, so that in the end a contradiction can be traced to
 * rules that somebody wrote.
 */
final class Learning {
  private final Rules rules;
  private final Decisions decisions;
  private final int firstLearnt;
  private final List<int[]> derivedFrom = new ArrayList<>();
  private int longestJump;

  Learning(Rules rules, Decisions decisions) {
    this.rules = rules;
    this.decisions = decisions;
    this.firstLearnt = rules.size();
  }

  /** How many clauses were learnt. */
  int count() {
    return derivedFrom.size();
  }

  /** The most levels a conflict took back at once. */
  int longestJump() {
    return longestJump;
  }

  /**
   * Learns from a rule that failed at {@code level}, takes back decisions and decides what the new
   * clause says.
   *
   * @return the level it says so at
   */
  int learn(int failed, int level) {
    BitSet seen = new BitSet();
    IntList rest = new IntList();
    IntList sources = new IntList();
    int atLevel = 0;
    int atFirstLevel = 0;
    int back = 1;
    int asserted = 0;
    int place = decisions.size();
    int rule = failed;
    while (true) {
      sources.add(rule);
      for (int at = rules.begin(rule); at < rules.end(rule); at++) {
        int literal = rules.literalAt(at);
        int candidate = Math.abs(literal);
        if (!decisions.isTrue(literal) && !seen.get(candidate)) {
          seen.set(candidate);
          int decidedAt = decisions.levelOf(literal);
          if (decidedAt == 1) {
            atFirstLevel++;
          } else if (decidedAt == level) {
            atLevel++;
          } else {
            rest.add(literal);
            back = Math.max(back, decidedAt);
          }
        }
      }
      int next = 0;
      while (next == 0 && atLevel + atFirstLevel > 0) {
        do {
          place--;
        } while (!seen.get(Math.abs(decisions.at(place))));
        int literal = decisions.at(place);
        seen.clear(Math.abs(literal));
        if (decisions.levelOf(literal) == 1) {
          atFirstLevel--;
          next = Math.max(0, decisions.whyAt(place));
        } else if (--atLevel == 0) {
          asserted = -literal;
          for (int i = 0; i < rest.size(); i++) {
            seen.clear(Math.abs(rest.get(i)));
          }
        } else {
          next = Math.max(0, decisions.whyAt(place));
        }
      }
      if (next == 0) {
        break;
      }
      rule = next;
    }
    return take(asserted, rest, sources, level, back);
  }

  private int take(int asserted, IntList rest, IntList sources, int level, int back) {
    int[] clause = new int[rest.size() + 1];
    clause[0] = asserted;
    System.arraycopy(rest.toArray(), 0, clause, 1, rest.size());
    longestJump = Math.max(longestJump, level - back);
    decisions.revert(back);
    int learnt = rules.add(Kind.LEARNT, 0, -1, clause);
    derivedFrom.add(sources.toArray());
    decisions.watch(learnt);
    decisions.decide(asserted, back, learnt);
    return back;
  }

  /**
   * The rules, none of them learnt, that together cannot be fulfilled: why {@code failed} failed at
   * level 1.
   */
  int[] proof(int failed) {
    BitSet involved = new BitSet();
    BitSet proof = new BitSet();
    add(failed, proof);
    involve(failed, involved);
    for (int place = decisions.size() - 1; place >= 0; place--) {
      if (involved.get(Math.abs(decisions.at(place))) && decisions.whyAt(place) > 0) {
        add(decisions.whyAt(place), proof);
        involve(decisions.whyAt(place), involved);
      }
    }
    return proof.stream().filter(rule -> rule < firstLearnt).toArray();
  }

  private void involve(int rule, BitSet involved) {
    Arrays.stream(rules.clause(rule)).map(Math::abs).forEach(involved::set);
  }

  private void add(int rule, BitSet proof) {
    IntList work = new IntList();
    work.add(rule);
    for (int i = 0; i < work.size(); i++) {
      int each = work.get(i);
      if (!proof.get(each)) {
        proof.set(each);
        if (each >= firstLearnt) {
          work.addAll(derivedFrom.get(each - firstLearnt));
        }
      }
    }
  }
}
