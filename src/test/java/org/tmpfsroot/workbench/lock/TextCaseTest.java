package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** Repository, job and result on one page: ours, in any order of packages, and dnf's. */
class TextCaseTest {
  private static final Path FOLDER = Path.of("src/test/resources/lock");
  private static final int ORDERS = 10;

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void comesOutAsThePageSays(Path file) {
    TextCase page = TextCase.read(file);

    Resolution resolution = resolve(page, 0);

    assertEquals(expected(page), TextCase.outcome(resolution));
    for (String line : page.result()) {
      if (line.startsWith("says ")) {
        assertTrue(
            words(resolution).contains(line.substring(5)),
            () -> line + "\nin\n" + words(resolution));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void doesNotDependOnTheOrderOfPackages(Path file) {
    TextCase page = TextCase.read(file);
    Resolution first = resolve(page, 0);
    for (int seed = 1; seed <= ORDERS; seed++) {
      Resolution other = resolve(page, seed);
      assertEquals(words(first), words(other), "seed " + seed);
      if (first instanceof Resolution.Solved solved) {
        assertEquals(LockJson.text(solved.lock()), LockJson.text(other.orThrow()), "seed " + seed);
      }
    }
  }

  @Test
  @RequiresPeer("dnf")
  void dnfSaysTheSame() throws IOException {
    List<String> command =
        new ArrayList<>(List.of("/usr/bin/python3", FOLDER.resolve("dnf_answers.py").toString()));
    cases().map(Path::toString).forEach(command::add);
    String output = Peer.runIn(Path.of("").toAbsolutePath(), Map.of(), command).ok();

    for (String line : output.lines().toList()) {
      JsonNode answer = new ObjectMapper().readTree(line);
      TextCase page = TextCase.read(FOLDER.resolve(answer.get("case").asText()));
      assertEquals(dnfOutcome(answer), expected(page), answer.get("case").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aProblemIsSolvedByDroppingAnyOfItsFacts(Path file) {
    TextCase page = TextCase.read(file);
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

  private static Resolution resolve(TextCase page, long seed) {
    return new Resolver(page.loaded(seed), "x86_64").resolve(page.request());
  }

  private static String expected(TextCase page) {
    return String.join(
        "\n", page.result().stream().filter(line -> !line.startsWith("says ")).sorted().toList());
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

  private static String dnfOutcome(JsonNode answer) {
    if (answer.has("error")) {
      return answer.get("error").asText();
    }
    List<String> packages = new ArrayList<>();
    answer.get("packages").forEach(each -> packages.add(each.asText()));
    return String.join("\n", packages.stream().sorted().toList());
  }
}
