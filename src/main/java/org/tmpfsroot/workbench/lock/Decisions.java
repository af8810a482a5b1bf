package org.tmpfsroot.workbench.lock;

/**
 * What is decided so far, in order, and what follows from it: unit propagation with two watched
 * literals a rule. Watches are chained and moved as in libsolv, so that of several rules that fail
 * at once the same one is met first.
 */
final class Decisions {
  /** No rule: a free choice. */
  static final int FREE = 0;

  private final Rules rules;
  private final int middle;
  private final int[] level;
  private final IntList queue = new IntList();
  private final IntList why = new IntList();
  private final int[] head;
  private final IntList watch1 = new IntList();
  private final IntList watch2 = new IntList();
  private final IntList next1 = new IntList();
  private final IntList next2 = new IntList();
  private int propagated;
  private int shortest;

  Decisions(Rules rules, int candidates) {
    this.rules = rules;
    this.middle = candidates;
    this.level = new int[candidates + 1];
    this.head = new int[2 * candidates + 1];
    for (int rule = 0; rule < rules.size(); rule++) {
      addWatches(rule);
    }
    for (int rule = rules.size() - 1; rule >= 1; rule--) {
      chain(rule);
    }
  }

  private void addWatches(int rule) {
    boolean watched = rule > 0 && rules.length(rule) > 1;
    watch1.add(watched ? rules.literal(rule, 0) : 0);
    watch2.add(watched ? rules.literal(rule, 1) : 0);
    next1.add(0);
    next2.add(0);
  }

  private void chain(int rule) {
    int first = watch1.get(rule);
    int second = watch2.get(rule);
    if (second != 0) {
      next1.set(rule, head[middle + first]);
      head[middle + first] = rule;
      next2.set(rule, head[middle + second]);
      head[middle + second] = rule;
    }
  }

  /** Takes a rule that was added last; of its literals after the first, the latest is watched. */
  void watch(int rule) {
    addWatches(rule);
    if (rules.length(rule) > 2) {
      int latest = 0;
      for (int at = rules.begin(rule) + 1; at < rules.end(rule); at++) {
        int literal = rules.literalAt(at);
        if (levelOf(literal) > latest) {
          latest = levelOf(literal);
          watch2.set(rule, literal);
        }
      }
    }
    chain(rule);
  }

  boolean isTrue(int literal) {
    return literal > 0 ? level[literal] > 0 : level[-literal] < 0;
  }

  boolean isFalse(int literal) {
    return literal > 0 ? level[literal] < 0 : level[-literal] > 0;
  }

  boolean isOpen(int literal) {
    return level[Math.abs(literal)] == 0;
  }

  boolean isChosen(int candidate) {
    return level[candidate] > 0;
  }

  /** The level the literal's candidate was decided at, whichever way; 0 when it is open. */
  int levelOf(int literal) {
    return Math.abs(level[Math.abs(literal)]);
  }

  /** How many decisions stand. */
  int size() {
    return queue.size();
  }

  /** The literal decided as the {@code place}th. */
  int at(int place) {
    return queue.get(place);
  }

  /** The rule that forced it, {@link #FREE}, or minus the rule whose choice it was. */
  int whyAt(int place) {
    return why.get(place);
  }

  /** How few decisions stood at some time since this was last asked. */
  int takeShortest() {
    int result = Math.min(shortest, queue.size());
    shortest = queue.size();
    return result;
  }

  void decide(int literal, int atLevel, int rule) {
    level[Math.abs(literal)] = literal > 0 ? atLevel : -atLevel;
    queue.add(literal);
    why.add(rule);
  }

  /** Takes back what was decided above {@code keep}. */
  void revert(int keep) {
    while (!queue.isEmpty() && levelOf(queue.last()) > keep) {
      level[Math.abs(queue.last())] = 0;
      queue.truncate(queue.size() - 1);
      why.truncate(queue.size());
    }
    propagated = Math.min(propagated, queue.size());
    shortest = Math.min(shortest, queue.size());
  }

  /** Decides what follows, at {@code atLevel}; gives the rule that cannot be fulfilled, or 0. */
  int propagate(int atLevel) {
    while (propagated < queue.size()) {
      int failed = propagateFalse(-queue.get(propagated++), atLevel);
      if (failed != 0) {
        return failed;
      }
    }
    return 0;
  }

  private int propagateFalse(int literal, int atLevel) {
    int previous = 0;
    boolean previousIsFirst = false;
    int rule = head[middle + literal];
    while (rule != 0) {
      boolean isFirst = watch1.get(rule) == literal;
      int other = isFirst ? watch2.get(rule) : watch1.get(rule);
      int following = isFirst ? next1.get(rule) : next2.get(rule);
      int moved = isTrue(other) ? 0 : replacement(rule, other);
      if (moved != 0) {
        relink(previous, previousIsFirst, literal, following);
        move(rule, isFirst, moved);
      } else {
        if (!isTrue(other)) {
          if (isFalse(other)) {
            return rule;
          }
          decide(other, atLevel, rule);
        }
        previous = rule;
        previousIsFirst = isFirst;
      }
      rule = following;
    }
    return 0;
  }

  /** A literal of the rule that can be watched instead, or 0. */
  private int replacement(int rule, int other) {
    if (rules.length(rule) > 2) {
      for (int at = rules.begin(rule); at < rules.end(rule); at++) {
        int literal = rules.literalAt(at);
        if (literal != other && !isFalse(literal)) {
          return literal;
        }
      }
    }
    return 0;
  }

  private void relink(int previous, boolean previousIsFirst, int literal, int following) {
    if (previous == 0) {
      head[middle + literal] = following;
    } else if (previousIsFirst) {
      next1.set(previous, following);
    } else {
      next2.set(previous, following);
    }
  }

  private void move(int rule, boolean first, int literal) {
    if (first) {
      watch1.set(rule, literal);
      next1.set(rule, head[middle + literal]);
    } else {
      watch2.set(rule, literal);
      next2.set(rule, head[middle + literal]);
    }
    head[middle + literal] = rule;
  }
}
