package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sat4j.core.VecInt;
import org.sat4j.minisat.SolverFactory;
import org.sat4j.specs.ContradictionException;
import org.sat4j.specs.ISolver;
import org.sat4j.specs.TimeoutException;

/**
 * Small random repositories: our yes and no beside Sat4j's, and every rule held against our yes.
 */
class Sat4jFuzzTest {
  private static final int RUNS = 3000;
  private static final long SEED = 20261123;

  @Test
  void agreesWithSat4jAndMeetsRealConflicts() throws TimeoutException {
    int solved = 0;
    int learnt = 0;
    int jumps = 0;
    for (int run = 0; run < RUNS; run++) {
      long seed = SEED + run;
      TextCase page = TextCase.parse(new TanglePage(new SplittableRandom(seed)).lines());
      Providers providers = new Providers(page.loaded(0).index(), ArchOrder.of("x86_64"));
      JobMaker maker =
          new JobMaker(providers, page.loaded(0).comps(), page.request(), new BitSet());
      Job job = maker.make();
      if (!maker.missing().isEmpty()) {
        continue;
      }
      Solution solution = Solver.solve(providers, job);
      Rules rules = rules(providers, job);
      Candidates candidates = Candidates.of(providers, job);

      assertEquals(
          isSatisfiable(rules, candidates.count()),
          solution.isSolved(),
          () -> "seed " + seed + "\n" + page);
      if (solution.isSolved()) {
        solved++;
        assertHolds(rules, candidates, solution, seed);
      }
      learnt += solution.effort().learnt();
      jumps = Math.max(jumps, solution.effort().longestJump());
    }
    int solvedRuns = solved;
    assertTrue(solvedRuns > RUNS / 4 && solvedRuns < RUNS, () -> solvedRuns + " solved");
    int clauses = learnt;
    assertTrue(clauses > 100, () -> "only " + clauses + " clauses were learnt above level one");
    int longest = jumps;
    assertTrue(longest > 1, () -> "no conflict took back more than " + longest + " level");
  }

  /** The same rules the solver makes, made again for the judge. */
  private static Rules rules(Providers providers, Job job) {
    Candidates candidates = Candidates.of(providers, job);
    RuleMaker maker = new RuleMaker(providers, candidates, job);
    Rules rules = maker.packageRules();
    int firstRequest = rules.size();
    maker.addRequests(rules);
    maker.addArchitectures(rules);
    if (job.policy().best()) {
      maker.addBest(rules, firstRequest, new Best(providers, candidates));
    }
    return rules;
  }

  private static boolean isSatisfiable(Rules rules, int candidates) throws TimeoutException {
    ISolver judge = SolverFactory.newDefault();
    judge.newVar(candidates);
    try {
      for (int rule = 1; rule < rules.size(); rule++) {
        if (rules.length(rule) == 0) {
          return false;
        }
        judge.addClause(new VecInt(rules.clause(rule)));
      }
      return judge.isSatisfiable();
    } catch (ContradictionException e) {
      return false;
    }
  }

  private static void assertHolds(
      Rules rules, Candidates candidates, Solution solution, long seed) {
    BitSet chosen = new BitSet();
    Arrays.stream(solution.packages()).forEach(pkg -> chosen.set(candidates.number(pkg)));
    for (int rule = 1; rule < rules.size(); rule++) {
      int[] clause = rules.clause(rule);
      assertTrue(
          Arrays.stream(clause).anyMatch(l -> l > 0 ? chosen.get(l) : !chosen.get(-l)),
          () -> "seed " + seed + ": " + Arrays.toString(clause));
    }
  }

  /** A page of packages that need, exclude and replace each other a lot. */
  private record TanglePage(SplittableRandom random) {
    List<String> lines() {
      int names = 5 + random.nextInt(12);
      List<String> lines = new ArrayList<>(List.of("repo main"));
      for (int i = 0; i < names * 2; i++) {
        String arch = random.nextInt(5) == 0 ? "i686" : "x86_64";
        lines.add("package p" + random.nextInt(names) + "-" + (i + 1) + "-1." + arch);
        if (random.nextBoolean()) {
          lines.add("  provides c" + random.nextInt(4));
        }
        add(lines, "requires", 3, names);
        add(lines, "conflicts", 2, names);
        if (random.nextInt(6) == 0) {
          lines.add("  obsoletes p" + random.nextInt(names));
        }
      }
      lines.add("job");
      lines.add("  nobest");
      for (int i = 0; i < 3; i++) {
        lines.add("  install p" + random.nextInt(names));
      }
      lines.add("result");
      return lines;
    }

    private void add(List<String> lines, String kind, int most, int names) {
      int count = random.nextInt(most);
      for (int i = 0; i < count; i++) {
        lines.add("  " + kind + " " + (random.nextInt(3) == 0 ? rich(names, 0) : plain(names)));
      }
    }

    private String plain(int names) {
      String relation = random.nextInt(3) == 0 ? " >= " + (1 + random.nextInt(20)) : "";
      return random.nextInt(3) == 0
          ? "c" + random.nextInt(4)
          : "p" + random.nextInt(names) + relation;
    }

    private String rich(int names, int depth) {
      String word = List.of("and", "or", "if", "unless").get(random.nextInt(4));
      String left = depth < 1 && random.nextBoolean() ? rich(names, depth + 1) : plain(names);
      String end =
          (word.equals("if") || word.equals("unless")) && random.nextBoolean()
              ? " else " + plain(names)
              : "";
      return "(" + left + " " + word + " " + plain(names) + end + ")";
    }
  }
}
