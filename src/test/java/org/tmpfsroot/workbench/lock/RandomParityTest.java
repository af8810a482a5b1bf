package org.tmpfsroot.workbench.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/**
 * Repositories and jobs made by chance: dnf's answer beside ours. More of them with {@code
 * -Dparity.pages=5000}, others with {@code -Dparity.seed=1000}.
 */
class RandomParityTest {
  private static final int PAGES = Integer.getInteger("parity.pages", 150);
  private static final int AT_ONCE = 250;
  private static final long SEED = Long.getLong("parity.seed", 1);

  @TempDir private static Path folder;

  @Test
  @RequiresPeer("dnf")
  void choosesWhatDnfChooses() throws IOException {
    List<String> differences = new ArrayList<>();
    Map<String, Integer> kinds = new TreeMap<>();
    for (long first = SEED; first < SEED + PAGES; first += AT_ONCE) {
      compare(first, Math.min(first + AT_ONCE, SEED + PAGES), differences, kinds);
    }
    assertEquals("", String.join("\n", differences), differences.size() + " differ");
    assertTrue(kinds.getOrDefault("solved", 0) > PAGES / 4, kinds::toString);
    assertTrue(kinds.getOrDefault("unsolvable", 0) > PAGES / 20, kinds::toString);
  }

  private static void compare(
      long first, long end, List<String> differences, Map<String, Integer> kinds)
      throws IOException {
    Map<Path, String> pages = new LinkedHashMap<>();
    for (long seed = first; seed < end; seed++) {
      String page = RandomPage.of(seed);
      pages.put(Files.writeString(folder.resolve("seed-" + seed), page), page);
    }
    Map<Path, List<String>> answers = DnfAnswers.to(List.copyOf(pages.keySet()));
    pages.forEach(
        (file, text) -> {
          String theirs = String.join("", answers.getOrDefault(file, List.of()));
          String ours = TextCase.outcome(TextCase.parse(text.lines().toList()).resolve(0));
          kinds.merge(theirs.contains(".") ? "solved" : theirs, 1, Integer::sum);
          if (!ours.equals(theirs)) {
            differences.add(
                "%s\n%sdnf:\n%s\nhere:\n%s\n"
                    .formatted(file, text, theirs.indent(2), ours.indent(2)));
          }
        });
  }
}
