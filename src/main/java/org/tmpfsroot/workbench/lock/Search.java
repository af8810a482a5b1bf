package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.fault.Cancelled;

/**
 * Decides until every rule is fulfilled or none can: first what is wished for, then dependencies,
 * then weak ones; at the end choices that turn out needless are taken back. The order is libsolv's.
 */
final class Search {
  private static final int UNSOLVABLE = -1;

  private final Rules rules;
  private final Decisions decisions;
  private final Learning learning;
  private final Best best;
  private final Policy policy;
  private final Leanings leanings;
  private final WeakWishes weakWishes;
  private final int firstRequest;
  private final int endRequest;
  private final IntList choosable = new IntList();
  private final List<Branch> branches = new ArrayList<>();
  private final Map<Integer, Pick> picks = new LinkedHashMap<>();
  private int listedRules = 1;
  private int failed;

  /** Candidates among which one was picked at {@code level}; tried ones are negative. */
  private record Branch(int[] options, int level) {}

  /** Why a rule's first candidate was taken. */
  record Pick(int[] candidates, int chosen, String reason) {}

  Search(
      Rules rules,
      Decisions decisions,
      Best best,
      Policy policy,
      Leanings leanings,
      WeakWishes weakWishes,
      int firstRequest,
      int endRequest) {
    this.rules = rules;
    this.decisions = decisions;
    this.learning = new Learning(rules, decisions);
    this.best = best;
    this.policy = policy;
    this.leanings = leanings;
    this.weakWishes = weakWishes;
    this.firstRequest = firstRequest;
    this.endRequest = endRequest;
  }

  Learning learning() {
    return learning;
  }

  /** By rule, for the rules that left a choice. */
  Map<Integer, Pick> picks() {
    return picks;
  }

  /** The rules that cannot be fulfilled together, after {@link #run} said no. */
  int[] proof() {
    return learning.proof(failed);
  }

  /** Whether there is a solution; it is in the decisions. */
  boolean run(boolean followWeak) {
    if (!assertUnits()) {
      return false;
    }
    int level = 1;
    int requestsLevel = 2;
    failed = decisions.propagate(level);
    if (failed != 0) {
      return false;
    }
    while (level != UNSOLVABLE) {
      Cancelled.check();
      int before = level;
      if (level < requestsLevel) {
        level = fulfilRequests(level);
        if (level < before) {
          continue;
        }
        requestsLevel = level;
      }
      before = level;
      level = fulfilDependencies(level);
      if (level < before) {
        continue;
      }
      if (followWeak) {
        int[] result = followWeakWishes(level);
        level = result[0];
        if (result[1] != 0) {
          continue;
        }
      }
      int minimized = minimize();
      if (minimized == 0) {
        return true;
      }
      level = minimized;
    }
    return false;
  }

  private boolean assertUnits() {
    for (int rule = 1; rule < rules.size(); rule++) {
      if (rules.length(rule) <= 1) {
        int literal = rules.literal(rule, 0);
        if (literal == 0 || decisions.isFalse(literal)) {
          failed = rule;
          return false;
        }
        if (decisions.isOpen(literal)) {
          decisions.decide(literal, 1, rule);
        }
      }
    }
    return true;
  }

  /** Decides (0 for nothing new) and what follows; the level stood at afterwards. */
  private int decide(int level, int literal, int rule) {
    int current = level;
    if (literal != 0) {
      current++;
      decisions.decide(literal, current, -rule);
    }
    while (true) {
      int conflict = decisions.propagate(current);
      if (conflict == 0) {
        return current;
      }
      if (current == 1) {
        failed = conflict;
        return UNSOLVABLE;
      }
      current = learning.learn(conflict, current);
      dropBranches(current);
    }
  }

  private void dropBranches(int level) {
    while (!branches.isEmpty() && branches.get(branches.size() - 1).level >= level) {
      branches.remove(branches.size() - 1);
    }
  }

  private int pick(int level, int[] open, int rule) {
    int[] list = open.length > 1 ? policy.ordered(open) : open;
    if (list.length > 1) {
      branch(list, level);
    }
    if (open.length > 1 && rule != Decisions.FREE) {
      picks.put(rule, new Pick(open, list[0], policy.reason()));
    }
    return decide(level, list[0], rule);
  }

  private void branch(int[] list, int level) {
    int[] options = list.clone();
    options[0] = -options[0];
    branches.add(new Branch(options, level));
  }

  private int fulfilRequests(int startLevel) {
    int level = startLevel;
    for (int rule = firstRequest; rule < endRequest; rule++) {
      int[] open = openOf(rule);
      if (open.length == 0) {
        continue;
      }
      int before = level;
      level = pick(level, open, rule);
      if (level < startLevel) {
        return level;
      }
      if (level == before) {
        rule--;
      } else if (level < before) {
        rule = firstRequest - 1;
      }
    }
    return level;
  }

  /** The open candidates of a rule that is not fulfilled yet; none when it is. */
  private int[] openOf(int rule) {
    IntList open = new IntList(rules.length(rule));
    for (int at = rules.begin(rule); at < rules.end(rule); at++) {
      int literal = rules.literalAt(at);
      if (literal < 0 ? !decisions.isChosen(-literal) : decisions.isChosen(literal)) {
        return new int[0];
      }
      if (literal > 0 && decisions.isOpen(literal)) {
        open.add(literal);
      }
    }
    return open.toArray();
  }

  /**
   * Rules that leave but one good candidate go first, since they narrow what the others can choose
   * from.
   */
  private int fulfilDependencies(int startLevel) {
    int level = startLevel;
    int postponed = -1;
    boolean mayPostpone = true;
    int place = 0;
    int unchanged = 0;
    listChoosable();
    while (true) {
      if (unchanged >= choosable.size()) {
        if (postponed < 0) {
          return level;
        }
        place = postponed;
        postponed = -1;
        mayPostpone = false;
        unchanged = 0;
      }
      if (place >= choosable.size()) {
        place = 0;
      }
      int rule = choosable.get(place);
      int[] open = openOf(rule);
      if (open.length > 1 && mayPostpone) {
        int[] worth = policy.worthChoosing(open);
        if (worth.length > 1) {
          if (postponed < 0) {
            postponed = place;
          }
          open = new int[0];
        }
      }
      place++;
      unchanged++;
      if (open.length > 0) {
        Cancelled.check();
        level = pick(level, open, rule);
        if (level < startLevel) {
          return level;
        }
        listChoosable();
        unchanged = 0;
      }
    }
  }

  /** Rules of at least two positive literals: only they leave a choice. */
  private void listChoosable() {
    for (; listedRules < rules.size(); listedRules++) {
      int positive = 0;
      for (int at = rules.begin(listedRules); at < rules.end(listedRules); at++) {
        if (rules.literalAt(at) > 0) {
          positive++;
        }
      }
      if (positive > 1) {
        choosable.add(listedRules);
      }
    }
  }

  /** The level, and whether anything was decided. */
  private int[] followWeakWishes(int startLevel) {
    int[] supplementing = weakWishes.supplementing();
    int[] recommended = weakWishes.recommended();
    int[] all = WeakWishes.union(recommended, supplementing);
    if (all.length == 0) {
      return new int[] {startLevel, 0};
    }
    if (all.length == 1) {
      return new int[] {decide(startLevel, all[0], Decisions.FREE), 1};
    }
    int[] good = best.of(all);
    int[] supplements =
        Arrays.stream(supplementing)
            .filter(candidate -> Arrays.stream(good).anyMatch(other -> other == candidate))
            .toArray();
    return new int[] {takeWeak(startLevel, supplements, good), 1};
  }

  private int takeWeak(int startLevel, int[] supplements, int[] allowed) {
    int level = startLevel;
    int standing = decisions.size();
    for (int candidate : supplements.length > 1 ? policy.inOrder(supplements) : supplements) {
      if (decisions.isOpen(candidate)) {
        int before = level;
        level = decide(level, candidate, Decisions.FREE);
        if (level <= before) {
          return level;
        }
      }
    }
    if (decisions.size() < standing) {
      return level;
    }
    for (int place = 0; place < standing; place++) {
      if (decisions.at(place) > 0) {
        for (int number : weakWishes.recommendsOf(decisions.at(place))) {
          int[] open = weakWishes.openFor(number, allowed);
          if (open.length > 0) {
            int[] list = open.length > 1 ? policy.ordered(open) : open;
            if (list.length > 1) {
              branch(list, level);
            }
            int before = level;
            level = decide(level, list[0], Decisions.FREE);
            if (level <= before || decisions.size() < standing) {
              return level;
            }
          }
        }
      }
    }
    return level;
  }

  /**
   * Takes back a choice where another option is there anyway, or where an option that is
   * recommended was passed over; gives the level stood at then, or 0 when there is nothing to take
   * back.
   */
  private int minimize() {
    int branchTaken = -1;
    int optionTaken = -1;
    for (int b = branches.size() - 1; b >= 0; b--) {
      Branch branch = branches.get(b);
      int leant = -1;
      for (int i = 0; i < branch.options.length; i++) {
        int candidate = branch.options[i];
        if (candidate <= 0) {
          continue;
        }
        if (decisions.isChosen(candidate) && decisions.levelOf(candidate) > branch.level) {
          branchTaken = b;
          optionTaken = i;
          leant = -1;
          break;
        }
        if (leant < 0 && leanings.isRecommended(candidate)) {
          leant = i;
        }
      }
      if (leant >= 0 && isChoiceUnrecommended(branch)) {
        branchTaken = b;
        optionTaken = leant;
      }
    }
    return branchTaken < 0 ? 0 : take(branchTaken, optionTaken);
  }

  private boolean isChoiceUnrecommended(Branch branch) {
    for (int option : branch.options) {
      if (option < 0
          && decisions.isChosen(-option)
          && decisions.levelOf(option) == branch.level + 1
          && !leanings.isRecommended(-option)) {
        return true;
      }
    }
    return false;
  }

  private int take(int b, int option) {
    Branch branch = branches.get(b);
    branches.subList(b + 1, branches.size()).clear();
    int candidate = branch.options[option];
    branch.options[option] = -candidate;
    int place = decisions.size() - 1;
    while (place > 0 && decisions.levelOf(decisions.at(place - 1)) > branch.level) {
      place--;
    }
    int rule = -decisions.whyAt(place);
    decisions.revert(branch.level);
    return decide(branch.level, candidate, rule);
  }
}
