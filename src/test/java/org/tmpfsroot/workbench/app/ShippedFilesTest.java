package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.io.Digest;

/** What is shipped beside the program works with the program it is shipped with. */
class ShippedFilesTest {
  @TempDir Path folder;

  static List<Path> sessions() throws IOException {
    return files("sessions", ".json");
  }

  static List<Path> commandFiles() throws IOException {
    return files("scripts", ".wb");
  }

  private static List<Path> files(String place, String ending) throws IOException {
    try (Stream<Path> all = Files.list(Path.of(place))) {
      return all.filter(file -> file.toString().endsWith(ending))
          .map(Path::toAbsolutePath)
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void plansTheBuildOfAShippedSession(Path session) {
    Ran ran = program("--session", session.toString(), "-c", "build plan --format json");
    assertEquals(0, ran.exit(), ran::errors);
    assertTrue(ran.output().contains("\"write-iso\""), ran::output);
  }

  @ParameterizedTest
  @MethodSource("commandFiles")
  void readsAShippedCommandFile(Path file) {
    Ran ran = program("-c", "script check '" + file + "'");
    assertEquals(0, ran.exit(), ran::errors);
  }

  @Test
  void buildsTheQuickstartTwiceToTheSameBytes() throws IOException {
    String quickstart = Path.of("scripts/quickstart.wb").toAbsolutePath().toString();
    Ran first = program(quickstart);
    assertEquals(0, first.exit(), first::errors);
    Path image = folder.resolve("quickstart.iso");
    Digest digest = Digest.sha256Of(image);

    Ran second = program(quickstart);
    assertEquals(0, second.exit(), second::errors);
    assertEquals(digest, Digest.sha256Of(image));
    assertFalse(first.output().contains("write-iso: known"), first::output);
    assertTrue(second.output().contains("write-iso: known"), second::output);
  }

  private Ran program(String... words) {
    return Ran.program(folder, Map.of(), "", List.of(words));
  }
}
