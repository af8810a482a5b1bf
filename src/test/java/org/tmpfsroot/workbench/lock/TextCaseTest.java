package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** Repository, job and result on one page: ours, in any order of packages, and dnf's. */
class TextCaseTest {
  private static final int ORDERS = 10;

  static Stream<Arguments> cases() {
    return TextCase.pages().stream()
        .flatMap(
            file -> {
              List<TextCase> cases = TextCase.read(file);
              return IntStream.range(0, cases.size())
                  .mapToObj(i -> Arguments.of(file.getFileName() + " " + (i + 1), cases.get(i)));
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void comesOutAsThePageSays(String name, TextCase page) {
    Resolution resolution = page.resolve(0);

    assertEquals(page.expected(), TextCase.outcome(resolution));
    for (String line : page.result()) {
      if (line.startsWith("says ")) {
        assertTrue(
            words(resolution).contains(line.substring(5)),
            () -> line + "\nin\n" + words(resolution));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void doesNotDependOnTheOrderOfPackages(String name, TextCase page) {
    Resolution first = page.resolve(0);
    for (int seed = 1; seed <= ORDERS; seed++) {
      Resolution other = page.resolve(seed);
      assertEquals(words(first), words(other), "seed " + seed);
      if (first instanceof Resolution.Solved solved) {
        assertEquals(LockJson.text(solved.lock()), LockJson.text(other.orThrow()), "seed " + seed);
      }
    }
  }

  @Test
  @RequiresPeer("dnf")
  void dnfSaysTheSame() throws IOException {
    DnfAnswers.to(TextCase.pages())
        .forEach(
            (file, answers) ->
                assertEquals(
                    TextCase.read(file).stream().map(TextCase::expected).toList(),
                    answers,
                    file.toString()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void aProblemIsSolvedByDroppingAnyOfItsFacts(String name, TextCase page) {
    Providers providers = new Providers(page.loaded(0).index(), ArchOrder.of("x86_64"));
    JobMaker maker = new JobMaker(providers, page.loaded(0).comps(), page.request(), new BitSet());
    Job job = maker.make();
    if (!maker.missing().isEmpty()) {
      return;
    }
    Solution solution = Solver.solve(providers, job);
    for (List<Solution.Fact> proof : solution.conflicts()) {
      List<int[]> clauses =
          Satisfiability.irreducible(proof).stream().map(Solution.Fact::clause).toList();
      assertFalse(Satisfiability.isSatisfiable(clauses));
      for (int dropped = 0; dropped < clauses.size(); dropped++) {
        List<int[]> others = new ArrayList<>(clauses);
        others.remove(dropped);
        assertTrue(Satisfiability.isSatisfiable(others), "fact " + dropped + " is needless");
      }
    }
  }

  private static String words(Resolution resolution) {
    List<Problem> problems =
        resolution instanceof Resolution.NotFound missing
            ? missing.missing()
            : resolution instanceof Resolution.Unsolvable unsolvable
                ? unsolvable.problems()
                : List.of();
    return String.join(
        "\n",
        problems.stream()
            .map(problem -> String.join("\n", problem.facts()) + "\n-> " + problem.next())
            .toList());
  }
}
