package org.tmpfsroot.workbench.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Cancelled;

/** Has bash read a script without running any of it. */
public final class BashSyntax {
  private static final Path BASH = Path.of("/bin/bash");
  private static final long MOST_SECONDS = 20;
  private static final Pattern MESSAGE =
      Pattern.compile(".*?: line (\\d+): (?:warning: )?(.*)", Pattern.DOTALL);

  private BashSyntax() {}

  /**
   * What bash does not understand.
   *
   * @param line from 1
   * @param text in bash's words
   */
  public record Mistake(int line, String text) {}

  /**
   * Every mistake bash tells; none, too, where there is no bash.
   *
   * @param script handed to it as it is
   */
  public static List<Mistake> mistakes(String script) {
    if (!Files.isExecutable(BASH)) {
      return List.of();
    }
    try {
      Path folder = Files.createTempDirectory("workbench");
      Path file = folder.resolve("script");
      Path messages = folder.resolve("messages");
      try {
        Files.writeString(file, script);
        run(file, messages);
        return read(messages);
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(messages);
        Files.delete(folder);
      }
    } catch (IOException e) {
      return List.of();
    }
  }

  private static void run(Path file, Path messages) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(BASH.toString(), "--norc", "--noprofile", "-n", file.toString());
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(messages.toFile());
    Process bash = builder.start();
    try {
      if (!bash.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        bash.destroyForcibly();
      }
    } catch (InterruptedException e) {
      bash.destroyForcibly();
      Thread.currentThread().interrupt();
      Cancelled.check();
    }
  }

  private static List<Mistake> read(Path messages) throws IOException {
    List<Mistake> mistakes = new ArrayList<>();
    for (String message : Files.readString(messages, StandardCharsets.ISO_8859_1).split("\n")) {
      Matcher matcher = MESSAGE.matcher(message);
      // the second line of a message quotes the script
      if (matcher.matches() && !matcher.group(2).startsWith("`")) {
        mistakes.add(new Mistake(Integer.parseInt(matcher.group(1)), matcher.group(2)));
      }
    }
    return mistakes;
  }
}
