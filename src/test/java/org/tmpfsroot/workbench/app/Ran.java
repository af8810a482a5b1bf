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
  private static final int NATIVE_ACCESS_IS_ASKED_FOR = 24;

  /** The command that starts the program with this test's classes. */
  static List<String> command(Path home, List<String> words) {
    return command("org.tmpfsroot.workbench.Workbench", home, words);
  }

  /** The command that starts another main class with this test's classes. */
  static List<String> command(String mainClass, Path home, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    // as the launcher does: a newer Java would warn, and its words stand on the screen
    if (Runtime.version().feature() >= NATIVE_ACCESS_IS_ASKED_FOR) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(
        List.of(
            "-cp", System.getProperty("java.class.path"), mainClass, "--home", home.toString()));
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
