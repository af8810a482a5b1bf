package org.tmpfsroot.workbench.lock;

import java.util.Arrays;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * The clauses, by number from 1: each a list of literals of which one must be true, and where it
 * comes from. A literal is a candidate's number, negative for "not chosen". A rule of one literal
 * is an assertion, one of none cannot be fulfilled.
 */
final class Rules {
  /** Where a rule comes from; the order is that in which one is preferred to explain a conflict. */
  enum Kind {
    EXCLUDED,
    NOTHING_PROVIDES,
    REQUIRES,
    SELF_CONFLICT,
    CONFLICTS,
    OBSOLETES,
    SAME_NAME,
    REQUEST,
    WORSE_ARCHITECTURE,
    BEST,
    LEARNT
  }

  /** More candidates than this are too many for one request. */
  static final int MOST_CANDIDATES = (1 << 18) - 1;

  private static final Kind[] KINDS = Kind.values();
  private static final int RULE_BITS = 24;
  private static final long RULE_MASK = (1L << RULE_BITS) - 1;
  private static final int LITERAL_BITS = 19;
  private static final int MIDDLE = 1 << (LITERAL_BITS - 1);

  private final IntList literals = new IntList(1 << 12);
  private final IntList begin = new IntList(1 << 10);
  private final IntList kind = new IntList(1 << 10);
  private final IntList origin = new IntList(1 << 10);
  private final IntList dependency = new IntList(1 << 10);

  Rules() {
    begin.add(0);
    kind.add(0);
    origin.add(0);
    dependency.add(0);
    begin.add(0);
  }

  /**
   * Adds a rule.
   *
   * @param from the candidate whose rule it is, or the number of the request
   * @param number of the dependency in the index, or -1
   * @return the rule's number
   */
  int add(Kind what, int from, int number, int... clause) {
    if (size() > RULE_MASK) {
      throw Fault.world(
          "cannot resolve the packages",
          "their dependencies make more than " + RULE_MASK + " rules",
          "ask for less, or leave a repository out with `repository remove ID`");
    }
    literals.addAll(clause);
    begin.add(literals.size());
    kind.add(what.ordinal());
    origin.add(from);
    dependency.add(number);
    return size() - 1;
  }

  /** One more than the last rule's number. */
  int size() {
    return kind.size();
  }

  int begin(int rule) {
    return begin.get(rule);
  }

  int end(int rule) {
    return begin.get(rule + 1);
  }

  int length(int rule) {
    return end(rule) - begin(rule);
  }

  /** By place between {@link #begin} and {@link #end}. */
  int literalAt(int place) {
    return literals.get(place);
  }

  /** The rule's literal of that place, or 0 beyond its last. */
  int literal(int rule, int place) {
    int at = begin(rule) + place;
    return at < end(rule) ? literals.get(at) : 0;
  }

  int[] clause(int rule) {
    int[] clause = new int[length(rule)];
    for (int i = 0; i < clause.length; i++) {
      clause[i] = literals.get(begin(rule) + i);
    }
    return clause;
  }

  Kind kind(int rule) {
    return KINDS[kind.get(rule)];
  }

  int origin(int rule) {
    return origin.get(rule);
  }

  int dependency(int rule) {
    return dependency.get(rule);
  }

  /** The same rules in the order of their literals, as libsolv takes them, each once. */
  Rules sorted() {
    int count = size() - 1;
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = key(i + 1);
    }
    Arrays.sort(keys);
    Rules sorted = new Rules();
    int run = 0;
    while (run < count) {
      int runEnd = run + 1;
      while (runEnd < count && keys[runEnd] >>> RULE_BITS == keys[run] >>> RULE_BITS) {
        runEnd++;
      }
      Integer[] tied = new Integer[runEnd - run];
      for (int i = run; i < runEnd; i++) {
        tied[i - run] = (int) (keys[i] & RULE_MASK);
      }
      if (tied.length > 1) {
        Arrays.sort(tied, this::compare);
      }
      int last = 0;
      for (int rule : tied) {
        if (last == 0 || compareClauses(last, rule) != 0) {
          sorted.add(kind(rule), origin(rule), dependency(rule), clause(rule));
          last = rule;
        }
      }
      run = runEnd;
    }
    return sorted;
  }

  private long key(int rule) {
    long first = literal(rule, 0) + (long) MIDDLE;
    long second = literal(rule, 1) + (long) MIDDLE;
    return (first << LITERAL_BITS | second) << RULE_BITS | rule;
  }

  private int compare(Integer a, Integer b) {
    int byClause = compareClauses(a, b);
    return byClause != 0 ? byClause : Integer.compare(kind.get(a), kind.get(b));
  }

  private int compareClauses(int a, int b) {
    int length = Math.max(length(a), length(b));
    for (int i = 0; i < length; i++) {
      int order = Integer.compare(literal(a, i), literal(b, i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
