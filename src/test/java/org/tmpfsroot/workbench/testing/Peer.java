package org.tmpfsroot.workbench.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs another program to compare with. */
public final class Peer {
  private static final long LIMIT_SECONDS = 300;

  private Peer() {}

  /**
   * What a program did.
   *
   * @param exit its exit status
   * @param output what it wrote to standard output
   * @param errors what it wrote to standard error
   */
  public record Result(int exit, String output, String errors) {
    /** The output, once it is sure that the program was content. */
    public String ok() {
      if (exit != 0) {
        throw new AssertionError("exit " + exit + "\n" + output + "\n" + errors);
      }
      return output;
    }
  }

  public static Result run(String... command) {
    return runIn(Path.of("").toAbsolutePath(), Map.of(), List.of(command));
  }

  /** Runs it in {@code folder} with {@code environment} added to ours, without standard input. */
  public static Result runIn(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path output = Files.createTempFile("peer", ".out");
      Path errors = Files.createTempFile("peer", ".err");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(command + " did not end within " + LIMIT_SECONDS + " s");
        }
        return new Result(process.exitValue(), text(output), text(errors));
      } finally {
        Files.deleteIfExists(output);
        Files.deleteIfExists(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
