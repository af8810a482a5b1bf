package org.tmpfsroot.workbench.step;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.build.ExternalCommand;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.PrivateVariables;

/**
 * Another program at work, with its output line by line. It gets no input, and it and all it has
 * started end with the step, also when this program is killed: where there is {@code setsid}, it is
 * a session of its own under a shell that ends the session when the pipe from here is closed.
 */
record ChildProcess(ExternalCommand command, Duration limit) {
  // the child must not hold the pipe itself, and leaves nothing behind that it started
  private static final String SUPERVISOR =
      """
      exec 3<&0 </dev/null
      setsid "$@" 3<&- &
      child=$!
      { read -r _ <&3; kill -KILL -"$child"; } 2>/dev/null &
      watch=$!
      wait "$child"
      status=$?
      { kill "$watch"; kill -KILL -"$child"; } 2>/dev/null
      exit "$status"
      """;
  private static final int LAST_LINES = 5;
  private static final int LONGEST_LINE = 4096;
  private static final long LAST_WORDS_MILLIS = 1000;
  private static final long LOOK_MILLIS = 50;

  /**
   * How it ended.
   *
   * @param exit its exit status, or -1 when its time was over
   * @param lastLines the last it said
   */
  record Result(int exit, List<String> lastLines, Duration limit) {
    boolean isTooLate() {
      return exit < 0;
    }

    boolean succeeded() {
      return exit == 0;
    }

    /** For the end of a sentence: {@code ended with status 1: last line / last but one}. */
    String inWords() {
      String how =
          exit < 0 ? "did not end within " + limit.toSeconds() + " s" : "ended with status " + exit;
      return lastLines.isEmpty() ? how : how + ": " + String.join(" / ", lastLines);
    }
  }

  /** The place of a program, by its name or its path. */
  static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder.isEmpty() ? "." : folder).resolve(program))
        .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
        .findFirst();
  }

  /**
   * Runs it to its end, to its time limit, or until the thread is interrupted.
   *
   * @param run the step it works for, which writes its command down
   * @param said is told each line while it runs
   * @throws Fault (session) when it cannot be started
   */
  Result run(StepRun run, Consumer<String> said) {
    run.starts(command);
    Process process = start();
    Deque<String> last = new ArrayDeque<>();
    Thread reader =
        new Thread(
            () -> read(process, line -> remember(line, last, said)),
            "output of " + command.command().get(0));
    reader.setDaemon(true);
    reader.start();
    Set<ProcessHandle> started = new HashSet<>();
    try {
      boolean ended = await(process, started);
      List<String> inTime = copyOf(last);
      kill(process, started);
      // what it left running may hold its output open
      reader.join(LAST_WORDS_MILLIS);
      // of one that is killed a shell says so, which is no news
      return ended
          ? new Result(process.exitValue(), copyOf(last), limit)
          : new Result(-1, inTime, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    } finally {
      kill(process, started);
    }
  }

  private static List<String> copyOf(Deque<String> last) {
    synchronized (last) {
      return List.copyOf(last);
    }
  }

  /** Notes all it starts: once it has ended, its children cannot be told from others. */
  private boolean await(Process process, Set<ProcessHandle> started) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end) {
      if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      process.descendants().forEach(started::add);
    }
    return false;
  }

  private Process start() {
    List<String> words = new ArrayList<>();
    boolean supervised = onPath("setsid").isPresent();
    if (supervised) {
      // out of the reach of a Ctrl-C at the terminal, which would look like the program's own end
      words.addAll(List.of("setsid", "/bin/sh", "-c", SUPERVISOR, "supervisor"));
    }
    words.addAll(command.command());
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(command.folder().toFile()).redirectErrorStream(true);
    if (!supervised) {
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    }
    PrivateVariables.withheldFrom(builder).environment().putAll(command.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      throw Fault.session(
              "cannot run " + command.command().get(0),
              message.substring(message.lastIndexOf(": ") + 1).strip(),
              "make it a program that this machine can run")
          .causedBy(e);
    }
  }

  private static void remember(String line, Deque<String> last, Consumer<String> said) {
    synchronized (last) {
      if (!line.isBlank()) {
        last.addLast(line.strip());
      }
      if (last.size() > LAST_LINES) {
        last.removeFirst();
      }
    }
    said.accept(line);
  }

  private static void read(Process process, Consumer<String> line) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      StringBuilder text = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        if (c == '\n' || text.length() >= LONGEST_LINE) {
          line.accept(text.toString());
          text.setLength(0);
        }
        if (c != '\n' && c != '\r') {
          text.append((char) c);
        }
      }
      if (!text.isEmpty()) {
        line.accept(text.toString());
      }
    } catch (IOException | UncheckedIOException e) {
      // the process was killed, and its output with it
    }
  }

  /** Ends it and all it has started. */
  private static void kill(Process process, Set<ProcessHandle> started) {
    process.descendants().forEach(started::add);
    letGo(process);
    // of a process that has ended this would throw away what it said and nobody has read yet
    if (process.isAlive()) {
      process.destroyForcibly();
    }
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** Closes the pipe, at which the supervisor ends the session, and waits a moment for that. */
  private static void letGo(Process process) {
    boolean interrupted = Thread.interrupted();
    try {
      process.getOutputStream().close();
      process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      // it has ended
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
