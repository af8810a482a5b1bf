package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.lock.Rules.Kind;
import org.tmpfsroot.workbench.lock.Solution.Chosen;
import org.tmpfsroot.workbench.lock.Solution.Effort;
import org.tmpfsroot.workbench.lock.Solution.Fact;

/**
 * Chooses packages: a goal-driven search with conflict-driven learning over the packages that can
 * play a part, with libsolv's rules and preferences. A pure function of index and job.
 */
final class Solver {
  private final Job job;
  private final Candidates candidates;
  private final Rules rules;
  private final Search search;
  private final Decisions decisions;

  private Solver(Providers providers, Job job) {
    this.job = job;
    this.candidates = Candidates.of(providers, job);
    RuleMaker maker = new RuleMaker(providers, candidates, job);
    this.rules = maker.packageRules();
    int firstRequest = rules.size();
    maker.addRequests(rules);
    int endRequest = rules.size();
    maker.addArchitectures(rules);
    if (job.policy().best()) {
      maker.addBest(rules, firstRequest, new Best(providers, candidates));
    }
    this.decisions = new Decisions(rules, candidates.count());
    Leanings leanings = new Leanings(providers, candidates, decisions);
    this.search =
        new Search(
            rules,
            decisions,
            new Best(providers, candidates),
            new Policy(providers, candidates, leanings),
            leanings,
            new WeakWishes(job, providers, candidates, maker, decisions, leanings),
            firstRequest,
            endRequest);
  }

  static Solution solve(Providers providers, Job job) {
    return new Solver(providers, job).solve();
  }

  private Solution solve() {
    boolean solved = search.run(job.policy().weakDependencies());
    Effort effort =
        new Effort(
            candidates.count(),
            rules.size() - 1,
            search.learning().count(),
            search.learning().longestJump());
    return solved
        ? new Solution(chosen(), choices(), List.of(), effort)
        : new Solution(new int[0], List.of(), List.of(proof()), effort);
  }

  private int[] chosen() {
    return IntStream.rangeClosed(1, candidates.count())
        .filter(decisions::isChosen)
        .map(candidates::pkg)
        .sorted()
        .toArray();
  }

  private List<Chosen> choices() {
    List<Chosen> choices = new ArrayList<>();
    for (Map.Entry<Integer, Search.Pick> entry : search.picks().entrySet()) {
      int rule = entry.getKey();
      Search.Pick pick = entry.getValue();
      if (decisions.isChosen(pick.chosen()) && rules.kind(rule) != Kind.LEARNT) {
        choices.add(
            new Chosen(
                rules.dependency(rule),
                origin(rule),
                candidates.pkg(pick.chosen()),
                Arrays.stream(pick.candidates()).map(candidates::pkg).toArray(),
                pick.reason()));
      }
    }
    return choices;
  }

  private List<Fact> proof() {
    List<Fact> facts = new ArrayList<>();
    for (int rule : search.proof()) {
      int[] clause =
          Arrays.stream(rules.clause(rule))
              .map(
                  literal ->
                      literal > 0 ? candidates.pkg(literal) + 1 : -(candidates.pkg(-literal) + 1))
              .toArray();
      facts.add(new Fact(rules.kind(rule), origin(rule), rules.dependency(rule), clause));
    }
    return facts;
  }

  private int origin(int rule) {
    Kind kind = rules.kind(rule);
    return kind == Kind.REQUEST || kind == Kind.BEST
        ? rules.origin(rule)
        : candidates.pkg(rules.origin(rule));
  }
}
