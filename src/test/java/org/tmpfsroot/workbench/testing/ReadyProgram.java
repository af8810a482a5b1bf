package org.tmpfsroot.workbench.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the tests' own in a process of its own, to be killed at work. */
public final class ReadyProgram {
  private ReadyProgram() {}

  /** Starts it and waits until it says {@code ready}, which it does before its work. */
  public static Process start(Class<?> main, Path... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    for (Path word : words) {
      command.add(word.toString());
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = process.inputReader().readLine();
    if (!"ready".equals(said)) {
      throw new AssertionError(main + " said " + said);
    }
    return process;
  }
}
