package org.tmpfsroot.workbench.app;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program, started as a process of its own, without a terminal. */
record Ran(int exit, String output, String errors) {

  /** The command that starts the program with this test's classes. */
  static List<String> command(Path home, List<String> words) {
    return command("org.tmpfsroot.workbench.Workbench", home, words);
  }

  /** The command that starts another main class with this test's classes. */
  static List<String> command(String mainClass, Path home, List<String> words) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass,
                "--home",
                home.toString()));
    command.addAll(words);
    return command;
  }

  /** Runs it in {@code folder} with {@code environment} added to ours. */
  static Ran program(
      Path folder, Map<String, String> environment, String input, List<String> words) {
    try {
      Path output = Files.createTempFile("ran", ".out");
      Path errors = Files.createTempFile("ran", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command(folder.resolve("home"), words))
              .directory(folder.toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // it ended without reading all
      }
      if (!process.waitFor(180, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(words + " did not end");
      }
      Ran ran = new Ran(process.exitValue(), Files.readString(output), Files.readString(errors));
      Files.delete(output);
      Files.delete(errors);
      return ran;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
