package org.tmpfsroot.workbench.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.testing.FuzzReader;

/**
 * What fuzzing found once, what every reader is meant for, and some dozen damaged copies of each.
 * {@code scripts/fuzz} looks for more.
 */
class FuzzCorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/fuzz");
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int COPIES = 50;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> readersEndInAValueOrAFault() throws IOException {
    Map<String, FuzzReader> targets = FuzzTargets.all();
    try (Stream<Path> folders = Files.list(CORPUS)) {
      assertEquals(
          targets.keySet(),
          new TreeSet<>(folders.map(each -> each.getFileName().toString()).toList()));
    }
    return targets.entrySet().stream()
        .map(
            target ->
                DynamicTest.dynamicTest(
                    target.getKey(),
                    () ->
                        assertTimeoutPreemptively(
                            LONGEST, () -> replay(target.getKey(), target.getValue()))));
  }

  private void replay(String name, FuzzReader reader) throws IOException {
    Path file = folder.resolve(name + ".json");
    try (Stream<Path> inputs = Files.list(CORPUS.resolve(name))) {
      Map<String, byte[]> all = new TreeMap<>(made(name));
      for (Path input : inputs.toList()) {
        all.put(input.getFileName().toString(), Files.readAllBytes(input));
      }
      for (String input : all.keySet()) {
        byte[] bytes = all.getOrDefault(input, new byte[0]);
        FuzzTargets.read(reader, bytes, file);
        long seed = 0;
        try {
          for (seed = 1; seed <= COPIES; seed++) {
            FuzzTargets.read(reader, damaged(bytes, seed), file);
          }
        } catch (RuntimeException | Error e) {
          throw new AssertionError(name + "/" + input + ", damaged by seed " + seed, e);
        }
      }
    }
  }

  /** Those that are too large to be kept. */
  private static Map<String, byte[]> made(String name) throws IOException {
    Map<String, byte[]> made = new TreeMap<>();
    FuzzTargets.seeds()
        .forEach(
            (seed, bytes) -> {
              if (FuzzTargets.targetOf(seed).filter(name::equals).isPresent()) {
                made.put("seed-" + seed, bytes);
              }
            });
    return made;
  }

  private static byte[] damaged(byte[] bytes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
    byte[] copy = Arrays.copyOf(bytes, length);
    for (int i = random.nextInt(4); i >= 0 && length > 0; i--) {
      copy[random.nextInt(length)] = (byte) random.nextInt(256);
    }
    return copy;
  }
}
