package org.tmpfsroot.workbench.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * A program of this computer that answers a question: it ends soon, says little, starts nothing.
 */
public record Tool(Path program) {
  private static final int MOST_SAID = 64 << 10;
  private static final int LAST_LINES = 5;
  private static final long LAST_WORDS_MILLIS = 1000;

  /** Ordinary users have these not on their PATH, and may use what is in them. */
  private static final List<String> SYSTEM_FOLDERS = List.of("/usr/sbin", "/sbin");

  /**
   * What came of it.
   *
   * @param exit its exit status; -1 when it did not end in its time, or could not be started
   * @param lastLines the last it said
   */
  public record Answer(int exit, List<String> lastLines) {
    /** For the end of a sentence about the tool. */
    public String inWords() {
      String how = exit < 0 ? "did not come to its end" : "ended with status " + exit;
      return lastLines.isEmpty() ? how : how + ": " + String.join(" / ", lastLines);
    }
  }

  /** The program with this name, where there is one. */
  public static Optional<Tool> find(String name) {
    return Stream.concat(
            Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":")),
            SYSTEM_FOLDERS.stream())
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
        .findFirst()
        .map(Tool::new);
  }

  /**
   * The program with this name.
   *
   * @param packages what brings it, for the message
   * @throws Fault (world) where there is none
   */
  public static Tool require(String name, String packages) {
    return find(name)
        .orElseThrow(
            () ->
                Fault.world(
                    "cannot run " + name,
                    "this computer does not have it",
                    "install the package " + packages + ", then try again"));
  }

  /**
   * Runs it without input and in the C locale.
   *
   * @throws Cancelled when the thread is interrupted; the program is ended
   */
  public Answer run(Duration limit, String... arguments) {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    PrivateVariables.withheldFrom(builder).environment().put("LC_ALL", "C.UTF-8");
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      return new Answer(-1, List.of(IoReason.of(e)));
    }
    StringBuilder said = new StringBuilder();
    Thread reader = new Thread(() -> read(process, said), "output of " + program.getFileName());
    reader.setDaemon(true);
    reader.start();
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      reader.join(LAST_WORDS_MILLIS);
      String all;
      synchronized (said) {
        all = said.toString();
      }
      List<String> lines = all.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
      return new Answer(
          ended ? process.exitValue() : -1,
          lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void read(Process process, StringBuilder said) {
    byte[] buffer = new byte[4096];
    try (InputStream in = process.getInputStream()) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        synchronized (said) {
          said.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
          if (said.length() > 2 * MOST_SAID) {
            said.delete(0, said.length() - MOST_SAID);
          }
        }
      }
    } catch (IOException e) {
      // it was ended, and its output with it
    }
  }
}
