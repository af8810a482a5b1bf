package org.tmpfsroot.workbench.lock;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.lock.Rules.Kind;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.rpm.Dependency;

/**
 * Turns candidates' dependencies, and the job, into rules, with the meanings libsolv gives them:
 * obsoletes match names, packages of one name exclude each other unless they are install-only or of
 * different widths, a package of a worse architecture needs its twin of the best.
 */
final class RuleMaker {
  private static final int NO_DEPENDENCY = -1;

  private final Providers providers;
  private final PackageIndex index;
  private final Candidates candidates;
  private final Job job;
  private final BitSet installOnly = new BitSet();

  RuleMaker(Providers providers, Candidates candidates, Job job) {
    this.providers = providers;
    this.index = providers.index();
    this.candidates = candidates;
    this.job = job;
    for (String name : Job.INSTALL_ONLY) {
      for (int number : candidates.numbers(index.providingName(name))) {
        installOnly.set(number);
      }
    }
  }

  boolean isInstallOnly(int candidate) {
    return installOnly.get(candidate);
  }

  /** Of the packages alone: an empty root always fulfils them. */
  Rules packageRules() {
    Rules rules = new Rules();
    for (int n = candidates.count(); n >= 1; n--) {
      Cancelled.check();
      int pkg = candidates.pkg(n);
      if (job.excluded().get(pkg)) {
        rules.add(Kind.EXCLUDED, n, NO_DEPENDENCY, -n);
      }
      addRequires(rules, n, pkg);
      addConflicts(rules, n, pkg);
      addObsoletes(rules, n, pkg);
      addSameName(rules, n, pkg);
    }
    return rules.sorted();
  }

  private void addRequires(Rules rules, int n, int pkg) {
    for (int number : index.dependencies(pkg, DependencyKind.REQUIRES)) {
      Dependency dependency = index.dependency(number);
      if (NormalForm.isComplex(dependency)) {
        addBlocks(rules, Kind.REQUIRES, n, number, providers.requiring(dependency));
      } else if (!Providers.isProvidedBySystem(dependency)) {
        int[] found = candidates.numbers(providers.of(number));
        if (found.length == 0) {
          rules.add(Kind.NOTHING_PROVIDES, n, number, -n);
        } else if (Arrays.binarySearch(found, n) < 0) {
          rules.add(Kind.REQUIRES, n, number, withFirst(-n, found));
        }
      }
    }
  }

  private static int[] withFirst(int first, int[] rest) {
    int[] all = new int[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private void addBlocks(Rules rules, Kind kind, int n, int number, NormalForm form) {
    switch (form.truth()) {
      case ALWAYS -> {}
      case NEVER -> rules.add(kind == Kind.REQUIRES ? Kind.NOTHING_PROVIDES : kind, n, number, -n);
      case DEPENDS -> form.blocks().forEach(block -> addBlock(rules, kind, n, number, block));
    }
  }

  private void addBlock(Rules rules, Kind kind, int n, int number, int[] block) {
    Set<Integer> literals = new HashSet<>();
    for (int literal : block) {
      int candidate = candidates.number(Math.abs(literal) - 1);
      if (candidate != 0) {
        literals.add(literal > 0 ? candidate : -candidate);
      } else if (literal < 0) {
        return;
      }
    }
    boolean onlyItself = literals.size() == 1 && literals.contains(-n);
    if (literals.contains(n) || (onlyItself && kind == Kind.CONFLICTS)) {
      return;
    }
    literals.add(-n);
    rules.add(kind, n, number, literals.stream().mapToInt(literal -> literal).sorted().toArray());
  }

  private void addConflicts(Rules rules, int n, int pkg) {
    for (int number : index.dependencies(pkg, DependencyKind.CONFLICTS)) {
      Dependency dependency = index.dependency(number);
      if (NormalForm.isComplex(dependency)) {
        addBlocks(rules, Kind.CONFLICTS, n, number, providers.excluding(dependency));
      } else {
        for (int other : candidates.numbers(providers.of(number))) {
          addExclusion(rules, Kind.CONFLICTS, n, number, other);
        }
      }
    }
  }

  private void addObsoletes(Rules rules, int n, int pkg) {
    for (int number : index.dependencies(pkg, DependencyKind.OBSOLETES)) {
      for (int other : candidates.numbers(providers.matchingByName(index.dependency(number)))) {
        addExclusion(rules, Kind.OBSOLETES, n, number, other);
      }
    }
  }

  private void addSameName(Rules rules, int n, int pkg) {
    for (int other : candidates.numbers(providers.named(index.name(pkg)))) {
      int otherPkg = candidates.pkg(other);
      boolean bothMayBeMany = installOnly.get(n) && installOnly.get(other);
      if (other < n
          && !(bothMayBeMany && !index.nevra(pkg).equals(index.nevra(otherPkg)))
          && !mayStandTogether(pkg, otherPkg)) {
        addExclusion(rules, Kind.SAME_NAME, n, NO_DEPENDENCY, other);
      }
    }
  }

  private boolean mayStandTogether(int a, int b) {
    return providers.archs().mayStandTogether(index.arch(a), index.arch(b));
  }

  private static void addExclusion(Rules rules, Kind kind, int n, int number, int other) {
    if (other != n) {
      rules.add(kind, n, number, -Math.max(n, other), -Math.min(n, other));
    }
  }

  /** Of the wishes; the origin of each is the wish's number. */
  void addRequests(Rules rules) {
    for (int i = 0; i < job.wishes().size(); i++) {
      for (int[] clause : job.wishes().get(i).clauses()) {
        int[] literals = inCandidates(clause);
        if (literals.length > 0 || Arrays.stream(clause).noneMatch(literal -> literal < 0)) {
          rules.add(Kind.REQUEST, i, NO_DEPENDENCY, literals);
        }
      }
    }
  }

  /** Empty too when a literal speaks of a package that plays no part and so is not there. */
  private int[] inCandidates(int[] clause) {
    IntList literals = new IntList();
    for (int literal : clause) {
      int candidate = candidates.number(Math.abs(literal) - 1);
      if (candidate != 0) {
        literals.add(literal > 0 ? candidate : -candidate);
      } else if (literal < 0) {
        return new int[0];
      }
    }
    return Arrays.stream(literals.toArray()).sorted().toArray();
  }

  /**
   * A package of a worse architecture may come only with the same version of the best, unless a
   * wish names it.
   */
  void addArchitectures(Rules rules) {
    Set<String> free = wishedFor();
    Set<String> seen = new HashSet<>();
    for (int n = 1; n <= candidates.count(); n++) {
      String name = index.name(candidates.pkg(n));
      if (seen.add(name)) {
        int[] all = candidates.numbers(providers.named(name));
        int best =
            Arrays.stream(all)
                .map(other -> providers.rank(candidates.pkg(other)))
                .filter(rank -> rank != ArchOrder.NOARCH)
                .min()
                .orElse(ArchOrder.NOARCH);
        addWorseArchitectures(rules, all, best, free);
      }
    }
  }

  /** Names and architectures. */
  private Set<String> wishedFor() {
    Set<String> names = new HashSet<>();
    for (Job.Wish wish : job.wishes()) {
      if (wish.namesPackages()) {
        for (int[] clause : wish.clauses()) {
          Arrays.stream(clause).forEach(literal -> names.add(nameAndArch(Math.abs(literal) - 1)));
        }
      }
    }
    return names;
  }

  private String nameAndArch(int pkg) {
    return index.name(pkg) + "." + index.arch(pkg);
  }

  private void addWorseArchitectures(Rules rules, int[] all, int best, Set<String> free) {
    for (int worse : all) {
      int pkg = candidates.pkg(worse);
      if (providers.rank(pkg) != ArchOrder.NOARCH
          && providers.rank(pkg) != best
          && !free.contains(nameAndArch(pkg))) {
        int[] twins =
            Arrays.stream(all).filter(other -> isTwin(pkg, candidates.pkg(other), best)).toArray();
        rules.add(Kind.WORSE_ARCHITECTURE, worse, NO_DEPENDENCY, withFirst(-worse, twins));
      }
    }
  }

  private boolean isTwin(int pkg, int other, int best) {
    int rank = providers.rank(other);
    return other != pkg
        && (rank == ArchOrder.NOARCH || rank == best)
        && !index.arch(other).equals(index.arch(pkg))
        && index.evr(other).equals(index.evr(pkg));
  }

  /**
   * What is wished for must be had at its best: newest, of the first repository. Of a rich wish the
   * conditions stay as they are.
   */
  void addBest(Rules rules, int firstRequest, Best best) {
    int last = rules.size();
    for (int rule = firstRequest; rule < last; rule++) {
      if (rules.kind(rule) == Kind.REQUEST) {
        int[] clause = rules.clause(rule);
        int[] conditions = Arrays.stream(clause).filter(literal -> literal < 0).toArray();
        int[] possible =
            Arrays.stream(clause).filter(literal -> literal > 0 && !isExcluded(literal)).toArray();
        int[] filtered = best.of(possible);
        if (filtered.length < possible.length) {
          int[] all = Arrays.copyOf(conditions, conditions.length + filtered.length);
          System.arraycopy(filtered, 0, all, conditions.length, filtered.length);
          rules.add(Kind.BEST, rules.origin(rule), NO_DEPENDENCY, all);
        }
      }
    }
  }

  private boolean isExcluded(int candidate) {
    return job.excluded().get(candidates.pkg(candidate));
  }
}
