package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.RichDependency;

/**
 * What the packages chosen so far lean towards: whom they recommend and suggest, and whose
 * supplements and enhancements they fulfil. Among equal candidates these win, whether weak
 * dependencies are followed or not.
 */
final class Leanings {
  private final Providers providers;
  private final PackageIndex index;
  private final Candidates candidates;
  private final Decisions decisions;
  private final BitSet recommended = new BitSet();
  private final BitSet suggested = new BitSet();
  private final List<Postponed> postponed = new ArrayList<>();
  private int considered;

  /** A rich dependency that is waiting for its condition. */
  private record Postponed(Dependency dependency, BitSet target) {}

  Leanings(Providers providers, Candidates candidates, Decisions decisions) {
    this.providers = providers;
    this.index = providers.index();
    this.candidates = candidates;
    this.decisions = decisions;
  }

  boolean isRecommended(int candidate) {
    update();
    return recommended.get(candidate) || supplements(candidate);
  }

  boolean isSuggested(int candidate) {
    update();
    return suggested.get(candidate) || isAnyFulfilled(candidate, DependencyKind.ENHANCES);
  }

  /** Whether something chosen is what the candidate supplements. */
  boolean supplements(int candidate) {
    return isAnyFulfilled(candidate, DependencyKind.SUPPLEMENTS);
  }

  /**
   * Like {@link #supplements}, but the absence of something alone is not enough: a package must
   * have been chosen for it.
   */
  boolean supplementsChosen(int candidate) {
    for (int number : index.dependencies(candidates.pkg(candidate), DependencyKind.SUPPLEMENTS)) {
      if (strength(index.dependency(number)) == 2) {
        return true;
      }
    }
    return false;
  }

  private void update() {
    if (decisions.takeShortest() < considered) {
      recommended.clear();
      suggested.clear();
      postponed.clear();
      considered = 0;
    }
    if (considered == decisions.size()) {
      return;
    }
    for (; considered < decisions.size(); considered++) {
      int candidate = decisions.at(considered);
      if (candidate > 0) {
        lean(candidate, DependencyKind.RECOMMENDS, recommended);
        lean(candidate, DependencyKind.SUGGESTS, suggested);
      }
    }
    List<Postponed> again = List.copyOf(postponed);
    postponed.clear();
    again.forEach(each -> leanRich(each.dependency(), each.target()));
  }

  private void lean(int candidate, DependencyKind kind, BitSet target) {
    for (int number : index.dependencies(candidates.pkg(candidate), kind)) {
      Dependency dependency = index.dependency(number);
      if (NormalForm.isComplex(dependency)) {
        leanRich(dependency, target);
      } else {
        for (int pkg : providers.of(number)) {
          target.set(candidates.number(pkg));
        }
      }
    }
  }

  private void leanRich(Dependency dependency, BitSet target) {
    boolean waits = false;
    for (int[] block : providers.requiring(dependency).blocks()) {
      boolean open = false;
      boolean fulfilled = false;
      for (int literal : block) {
        if (literal < 0) {
          int candidate = candidates.number(-literal - 1);
          open |= candidate == 0 || decisions.isOpen(candidate);
          fulfilled |= candidate != 0 && decisions.isFalse(candidate);
        }
      }
      if (open && !fulfilled) {
        waits = true;
      } else if (!fulfilled) {
        for (int literal : block) {
          if (literal > 0) {
            target.set(candidates.number(literal - 1));
          }
        }
      }
    }
    if (waits) {
      postponed.add(new Postponed(dependency, target));
    }
  }

  private boolean isAnyFulfilled(int candidate, DependencyKind kind) {
    for (int number : index.dependencies(candidates.pkg(candidate), kind)) {
      if (isFulfilled(index.dependency(number))) {
        return true;
      }
    }
    return false;
  }

  /** By what is chosen so far. */
  boolean isFulfilled(Dependency dependency) {
    if (!(dependency instanceof RichDependency rich)) {
      return isProviderChosen(dependency);
    }
    List<Dependency> operands = rich.operands();
    return switch (rich.operator()) {
      case AND -> operands.stream().allMatch(this::isFulfilled);
      case OR -> operands.stream().anyMatch(this::isFulfilled);
      case IF ->
          operands.size() == 2
              ? isFulfilled(operands.get(0)) || !isFulfilled(operands.get(1))
              : isFulfilled(operands.get(isFulfilled(operands.get(1)) ? 0 : 2));
      case UNLESS ->
          operands.size() == 2
              ? isFulfilled(operands.get(0)) && !isFulfilled(operands.get(1))
              : isFulfilled(operands.get(isFulfilled(operands.get(1)) ? 2 : 0));
      case WITH, WITHOUT -> isProviderChosen(dependency);
    };
  }

  private boolean isProviderChosen(Dependency dependency) {
    for (int pkg : providers.of(dependency)) {
      int candidate = candidates.number(pkg);
      if (candidate != 0 && decisions.isChosen(candidate)) {
        return true;
      }
    }
    return false;
  }

  /** 0: not fulfilled; 1: only because something is not there; 2: by something chosen. */
  private int strength(Dependency dependency) {
    if (!(dependency instanceof RichDependency rich)) {
      return isProviderChosen(dependency) ? 2 : 0;
    }
    List<Dependency> operands = rich.operands();
    return switch (rich.operator()) {
      case AND -> {
        int strongest = 0;
        for (Dependency operand : operands) {
          int strength = strength(operand);
          if (strength == 0) {
            yield 0;
          }
          strongest = Math.max(strongest, strength);
        }
        yield strongest;
      }
      case OR -> operands.stream().mapToInt(this::strength).max().orElse(0);
      case IF, UNLESS -> conditionalStrength(rich);
      case WITH, WITHOUT -> isProviderChosen(dependency) ? 2 : 0;
    };
  }

  private int conditionalStrength(RichDependency rich) {
    List<Dependency> operands = rich.operands();
    boolean isIf = rich.operator() == RichDependency.Operator.IF;
    int condition = strength(operands.get(1));
    if (operands.size() == 3) {
      int then = strength(operands.get(isIf == (condition > 0) ? 0 : 2));
      return condition > 0 && then > 0 ? Math.max(condition, then) : then;
    }
    int main = strength(operands.get(0));
    if (isIf) {
      return main > 0 ? main : condition > 0 ? 0 : 1;
    }
    return condition > 0 ? 0 : main;
  }
}
