package org.tmpfsroot.workbench.lock;

import java.util.Arrays;
import java.util.BitSet;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.RichDependency;
import org.tmpfsroot.workbench.rpm.RichDependency.Operator;

/**
 * The packages that can play a part in a job, found from what is wished for along the dependencies,
 * and numbered from 1 in {@link LoadOrder}.
 */
final class Candidates {
  private final Providers providers;
  private final PackageIndex index;
  private final boolean weak;
  private final BitSet excluded;
  private final BitSet reached = new BitSet();
  private final IntList work = new IntList();
  private final int[] numbers;
  private final int[] packages;

  private Candidates(Providers providers, Job job) {
    this.providers = providers;
    this.index = providers.index();
    this.weak = job.policy().weakDependencies();
    this.excluded = job.excluded();
    for (Job.Wish wish : job.wishes()) {
      for (int[] clause : wish.clauses()) {
        pushPositive(clause);
        follow();
      }
    }
    if (weak) {
      reachSupplements();
    }
    this.packages = ordered();
    this.numbers = new int[index.packageCount()];
    for (int i = 1; i < packages.length; i++) {
      numbers[packages[i]] = i;
    }
  }

  static Candidates of(Providers providers, Job job) {
    return new Candidates(providers, job);
  }

  /** Numbers are {@code 1 … count()}. */
  int count() {
    return packages.length - 1;
  }

  /** The package's number in the index. */
  int pkg(int candidate) {
    return packages[candidate];
  }

  /** The candidate's number of a package of the index, or 0 when it plays no part. */
  int number(int pkg) {
    return numbers[pkg];
  }

  /** Those of the packages that play a part, in the order of candidates. */
  int[] numbers(int[] pkgs) {
    int[] found = new int[pkgs.length];
    int n = 0;
    boolean ascending = true;
    for (int pkg : pkgs) {
      int number = numbers[pkg];
      if (number != 0) {
        ascending &= n == 0 || found[n - 1] < number;
        found[n++] = number;
      }
    }
    int[] result = n == found.length ? found : Arrays.copyOf(found, n);
    if (!ascending) {
      Arrays.sort(result);
    }
    return result;
  }

  private int[] ordered() {
    int count = reached.cardinality();
    if (count > Rules.MOST_CANDIDATES) {
      throw Fault.world(
          "cannot resolve the packages",
          "more than " + Rules.MOST_CANDIDATES + " packages play a part",
          "ask for less, or leave a repository out with `repository remove ID`");
    }
    Integer[] order = new Integer[count];
    int n = 0;
    for (int pkg = reached.nextSetBit(0); pkg >= 0; pkg = reached.nextSetBit(pkg + 1)) {
      order[n++] = pkg;
    }
    Arrays.sort(order, LoadOrder.of(index));
    int[] result = new int[count + 1];
    for (int i = 0; i < count; i++) {
      result[i + 1] = order[i];
    }
    return result;
  }

  private void push(int[] pkgs) {
    for (int pkg : pkgs) {
      if (!reached.get(pkg)) {
        work.add(pkg);
      }
    }
  }

  private void pushPositive(int[] literals) {
    for (int literal : literals) {
      if (literal > 0 && !reached.get(literal - 1)) {
        work.add(literal - 1);
      }
    }
  }

  private void follow() {
    for (int i = 0; i < work.size(); i++) {
      int pkg = work.get(i);
      if (!reached.get(pkg)) {
        reached.set(pkg);
        Cancelled.check();
        followRequires(pkg);
        followConflicts(pkg);
        pushTwins(pkg);
        if (weak) {
          followWeak(pkg, DependencyKind.RECOMMENDS);
          followWeak(pkg, DependencyKind.SUGGESTS);
        }
      }
    }
    work.clear();
  }

  private void followRequires(int pkg) {
    for (int number : index.dependencies(pkg, DependencyKind.REQUIRES)) {
      Dependency dependency = index.dependency(number);
      if (NormalForm.isComplex(dependency)) {
        providers.requiring(dependency).blocks().forEach(this::pushPositive);
      } else {
        push(providers.of(number));
      }
    }
  }

  /** {@code Conflicts: (a unless b)} can be avoided by having {@code b}. */
  private void followConflicts(int pkg) {
    for (int number : index.dependencies(pkg, DependencyKind.CONFLICTS)) {
      Dependency dependency = index.dependency(number);
      if (NormalForm.isComplex(dependency)) {
        providers.excluding(dependency).blocks().forEach(this::pushPositive);
      }
    }
  }

  /** The same version for a better architecture, which one for a worse may be tied to. */
  private void pushTwins(int pkg) {
    if (providers.rank(pkg) == ArchOrder.NOARCH) {
      return;
    }
    for (int other : providers.named(index.name(pkg))) {
      if (providers.rank(other) != ArchOrder.NOARCH
          && providers.rank(other) < providers.rank(pkg)
          && index.evr(other).equals(index.evr(pkg))) {
        push(new int[] {other});
      }
    }
  }

  private void followWeak(int pkg, DependencyKind kind) {
    for (int number : index.dependencies(pkg, kind)) {
      Dependency dependency = index.dependency(number);
      if (NormalForm.isComplex(dependency)) {
        pushMentioned(dependency, true);
      } else {
        push(providers.of(number));
      }
    }
  }

  /**
   * Whoever could make a rich dependency true by being there; with an {@code else}, the condition
   * can, too.
   */
  private void pushMentioned(Dependency dependency, boolean wanted) {
    if (!NormalForm.isComplex(dependency)) {
      if (wanted) {
        push(providers.of(dependency));
      }
      return;
    }
    RichDependency rich = (RichDependency) dependency;
    boolean conditional = rich.operator() == Operator.IF || rich.operator() == Operator.UNLESS;
    for (int i = 0; i < rich.operands().size(); i++) {
      boolean isCondition = conditional && i == 1;
      pushMentioned(rich.operands().get(i), isCondition != wanted);
      if (isCondition && rich.operands().size() == 3) {
        pushMentioned(rich.operands().get(i), wanted);
      }
    }
  }

  private void reachSupplements() {
    int[] supplementing = providers.supplementing();
    boolean grew = true;
    while (grew) {
      grew = false;
      for (int pkg : supplementing) {
        if (!reached.get(pkg) && !excluded.get(pkg) && mayBeSupplemented(pkg)) {
          push(new int[] {pkg});
          follow();
          grew = true;
        }
      }
    }
  }

  private boolean mayBeSupplemented(int pkg) {
    return anyPossible(pkg, DependencyKind.SUPPLEMENTS)
        || anyPossible(pkg, DependencyKind.ENHANCES);
  }

  private boolean anyPossible(int pkg, DependencyKind kind) {
    for (int number : index.dependencies(pkg, kind)) {
      if (isPossible(index.dependency(number))) {
        return true;
      }
    }
    return false;
  }

  private boolean isPossible(Dependency dependency) {
    if (dependency instanceof RichDependency rich) {
      switch (rich.operator()) {
        case IF, UNLESS -> {
          return true;
        }
        case AND -> {
          return rich.operands().stream().allMatch(this::isPossible);
        }
        case OR -> {
          return rich.operands().stream().anyMatch(this::isPossible);
        }
        case WITH, WITHOUT -> {}
      }
    }
    for (int pkg : providers.of(dependency)) {
      if (reached.get(pkg)) {
        return true;
      }
    }
    return false;
  }
}
