package org.tmpfsroot.workbench.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.testing.Peer;

/** A real terminal with the program in it: one pane of a tmux server of its own. */
final class Pane implements AutoCloseable {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final String socket = "workbench-" + UUID.randomUUID();
  private final Path folder;

  private Pane(Path folder) {
    this.folder = folder;
  }

  /** Starts {@code command} in {@code folder}; its exit status is shown when it ends. */
  static Pane start(Path folder, int columns, List<String> command) {
    return start(folder, columns, 40, command);
  }

  /** The same with a window of that many rows. */
  static Pane start(Path folder, int columns, int rows, List<String> command) {
    Pane pane = new Pane(folder);
    List<String> quoted = new ArrayList<>();
    command.forEach(word -> quoted.add("'" + word.replace("'", "'\\''") + "'"));
    pane.tmux(
        "new-session",
        "-d",
        "-x",
        String.valueOf(columns),
        "-y",
        String.valueOf(rows),
        "sh",
        "-c",
        "trap : INT; " + String.join(" ", quoted) + "; echo \"ended with $?\"; sleep 1000");
    return pane;
  }

  /** Presses keys, named as tmux names them. */
  void press(String... keys) {
    List<String> words = new ArrayList<>(List.of("send-keys"));
    words.addAll(List.of(keys));
    tmux(words.toArray(String[]::new));
  }

  /** Types text and presses Enter. */
  void type(String text) {
    fill(text);
    press("Enter");
  }

  /** Kills the program, which gets no chance to do anything. */
  void kill() {
    programs().forEach(ProcessHandle::destroyForcibly);
  }

  /** Takes the terminal away, as a closed window does, and waits for the program's end. */
  void takeAway() {
    List<ProcessHandle> programs = programs();
    tmux("kill-pane");
    programs.forEach(Pane::awaitEnd);
  }

  /** Has the system end the program, and waits for that. */
  void terminate() {
    List<ProcessHandle> programs = programs();
    programs.forEach(ProcessHandle::destroy);
    programs.forEach(Pane::awaitEnd);
  }

  private List<ProcessHandle> programs() {
    long shell = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
    return ProcessHandle.of(shell).orElseThrow().descendants().toList();
  }

  private static void awaitEnd(ProcessHandle program) {
    try {
      program.onExit().get(PATIENCE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(program.info() + " goes on", e);
    }
  }

  /** Makes the window another size, as a user does who drags its corner. */
  void resize(int columns, int rows) {
    tmux("resize-window", "-x", String.valueOf(columns), "-y", String.valueOf(rows));
  }

  /** Types text. */
  void fill(String text) {
    tmux("send-keys", "-l", "--", text);
  }

  /** Waits until the screen has a match of {@code pattern}, and gives the screen. */
  String waitFor(String pattern) {
    Pattern wanted = Pattern.compile(pattern, Pattern.MULTILINE);
    long begun = System.nanoTime();
    String screen = screen();
    while (!wanted.matcher(screen).find()) {
      if (System.nanoTime() - begun > PATIENCE) {
        throw new AssertionError("no '" + pattern + "' on the screen:\n" + screen);
      }
      screen = screen();
    }
    return screen;
  }

  String screen() {
    return tmux("capture-pane", "-p");
  }

  private String tmux(String... words) {
    List<String> command = new ArrayList<>(List.of("tmux", "-f", "/dev/null", "-L", socket));
    command.addAll(List.of(words));
    return Peer.runIn(folder, Map.of("TERM", "xterm"), command).ok();
  }

  @Override
  public void close() {
    Peer.runIn(folder, Map.of(), List.of("tmux", "-L", socket, "kill-server"));
  }
}
