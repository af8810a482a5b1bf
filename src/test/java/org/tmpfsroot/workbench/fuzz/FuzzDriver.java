package org.tmpfsroot.workbench.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tmpfsroot.workbench.testing.FuzzReader;

/** What Jazzer calls: one target, named by the arguments, again and again. */
public final class FuzzDriver {
  private static Optional<FuzzReader> reader = Optional.empty();
  private static Path file = Path.of("");

  private FuzzDriver() {}

  public static void fuzzerInitialize(String[] words) throws IOException {
    reader = Optional.of(FuzzTargets.all().get(words[0]));
    file = Files.createTempDirectory("fuzz").resolve("input.json");
  }

  public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
    FuzzTargets.read(reader.orElseThrow(), bytes, file);
  }
}
