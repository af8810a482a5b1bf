package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.lock.LockRequest.Wanted;
import org.tmpfsroot.workbench.lock.Solution.Fact;
import org.tmpfsroot.workbench.repository.PackageIndex;

/** Says in words why something cannot be had, and what to do. */
final class Explanation {
  private static final int MOST_PROBLEMS = 8;
  private static final int MOST_NAMED = 4;

  private final Providers providers;
  private final PackageIndex index;
  private final Job job;

  Explanation(Providers providers, Job job) {
    this.providers = providers;
    this.index = providers.index();
    this.job = job;
  }

  /** Every problem of a job that has no solution: each is solved away and the rest tried again. */
  List<Problem> problems(Solution first) {
    List<Problem> problems = new ArrayList<>();
    BitSet dropped = new BitSet();
    Solution solution = first;
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < job.wishes().size(); i++) {
      numbers.add(i);
    }
    while (!solution.isSolved() && problems.size() < MOST_PROBLEMS) {
      List<Integer> asked = List.copyOf(numbers);
      List<Fact> facts =
          Satisfiability.irreducible(solution.conflicts().get(0)).stream()
              .sorted(Comparator.comparing(fact -> place(fact)))
              .toList();
      Set<Integer> wishes = new TreeSet<>();
      facts.stream()
          .filter(Explanation::isOfAWish)
          .forEach(fact -> wishes.add(asked.get(fact.from())));
      problems.add(
          new Problem(
              facts.stream().map(fact -> words(fact, asked)).distinct().toList(),
              next(facts, wishes)));
      if (wishes.isEmpty()) {
        break;
      }
      wishes.forEach(dropped::set);
      numbers.removeIf(dropped::get);
      solution =
          Solver.solve(
              providers,
              new Job(
                  numbers.stream().map(job.wishes()::get).toList(), job.excluded(), job.policy()));
    }
    return problems;
  }

  private static boolean isOfAWish(Fact fact) {
    return fact.kind() == Rules.Kind.REQUEST || fact.kind() == Rules.Kind.BEST;
  }

  /** Wishes first, then dependencies, then what stands against them. */
  private static int place(Fact fact) {
    return switch (fact.kind()) {
      case REQUEST -> 0;
      case BEST -> 1;
      case REQUIRES -> 2;
      case NOTHING_PROVIDES -> 3;
      case WORSE_ARCHITECTURE -> 4;
      case CONFLICTS, OBSOLETES, SAME_NAME, SELF_CONFLICT -> 5;
      case EXCLUDED -> 6;
      case LEARNT -> 7;
    };
  }

  private String words(Fact fact, List<Integer> wishes) {
    return switch (fact.kind()) {
      case REQUEST ->
          "'" + wish(fact, wishes) + "' is asked for" + only(fact, ", which means ", "");
      case BEST -> "of '" + wish(fact, wishes) + "' only the best will do" + only(fact, ": ", "");
      case REQUIRES ->
          name(fact.from())
              + " requires "
              + dependency(fact)
              + only(fact, ", which is provided by ", "");
      case NOTHING_PROVIDES ->
          name(fact.from()) + " requires " + dependency(fact) + ", which nothing provides";
      case CONFLICTS ->
          name(fact.from()) + " conflicts with " + dependency(fact) + against(fact, ", that is ");
      case OBSOLETES ->
          name(fact.from()) + " obsoletes " + dependency(fact) + against(fact, ", that is ");
      case SAME_NAME -> "only one of " + all(fact) + " can be installed";
      case SELF_CONFLICT -> name(fact.from()) + " conflicts with itself";
      case WORSE_ARCHITECTURE ->
          name(fact.from())
              + " is not of the image's architecture"
              + only(fact, " and can only come with ", "");
      case EXCLUDED -> name(fact.from()) + " is excluded";
      case LEARNT -> throw new IllegalStateException("a proof has no learnt rules");
    };
  }

  private String wish(Fact fact, List<Integer> wishes) {
    return job.wishes().get(wishes.get(fact.from())).words();
  }

  private String dependency(Fact fact) {
    return index.dependency(fact.dependency()).toString();
  }

  private String name(int pkg) {
    return index.nevra(pkg).toString();
  }

  private String only(Fact fact, String before, String otherwise) {
    int[] positive = Arrays.stream(fact.clause()).filter(literal -> literal > 0).toArray();
    return positive.length == 0 ? otherwise : before + named(positive, " or ");
  }

  private String against(Fact fact, String before) {
    int[] others =
        Arrays.stream(fact.clause())
            .filter(literal -> literal < 0 && -literal - 1 != fact.from())
            .map(literal -> -literal)
            .toArray();
    return others.length == 0 ? "" : before + named(others, " and ");
  }

  private String all(Fact fact) {
    return named(Arrays.stream(fact.clause()).map(Math::abs).sorted().toArray(), " and ");
  }

  private String named(int[] literals, String joining) {
    String some =
        Arrays.stream(literals)
            .limit(MOST_NAMED)
            .mapToObj(literal -> name(literal - 1))
            .collect(Collectors.joining(joining));
    return literals.length > MOST_NAMED
        ? some + joining + (literals.length - MOST_NAMED) + " more"
        : some;
  }

  private String next(List<Fact> facts, Set<Integer> wishes) {
    List<String> steps = new ArrayList<>();
    if (!wishes.isEmpty()) {
      List<String> words = wishes.stream().map(wish -> job.wishes().get(wish).words()).toList();
      steps.add("drop '" + String.join("' or '", words) + "'");
    }
    if (facts.stream().anyMatch(fact -> fact.kind() == Rules.Kind.BEST)) {
      steps.add("allow older versions with `setting set best false`");
    }
    if (facts.stream().anyMatch(fact -> fact.kind() == Rules.Kind.EXCLUDED)) {
      steps.add("exclude less");
    }
    if (facts.stream().anyMatch(fact -> fact.kind() == Rules.Kind.NOTHING_PROVIDES)) {
      steps.add("add the repository that has what is missing");
    }
    return String.join(", or ", steps);
  }

  /** For what is in no repository. */
  static Problem notFound(Wanted wanted, PackageIndex index, SpecMatcher all) {
    PackageSpec spec = wanted.spec();
    if (!all.find(spec).isEmpty()) {
      return new Problem(
          List.of("everything that '" + spec + "' means is excluded"),
          "exclude less, or drop '" + spec + "'");
    }
    String what =
        switch (spec.kind()) {
          case PACKAGE -> "no repository has a package '" + spec + "'";
          case FILE -> "no package has the file " + spec;
          case CAPABILITY -> "nothing provides " + spec;
          case GROUP, ENVIRONMENT -> "no repository has a group '" + spec + "'";
        };
    return new Problem(
        List.of(
            what + (wanted.reason().equals(Wanted.USER) ? "" : " (for: " + wanted.reason() + ")")),
        spec.kind() == PackageSpec.Kind.PACKAGE
            ? Nearest.sentence(spec.text(), index.names(), "look for it with `package search WORD`")
            : "look for it with `package search WORD`");
  }
}
