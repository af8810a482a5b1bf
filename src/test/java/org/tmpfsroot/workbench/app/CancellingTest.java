package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** Ctrl-C, signals and errors in the program, with commands that last. */
@RequiresPeer("tmux")
class CancellingTest {
  @TempDir Path folder;

  private List<String> command(String... words) {
    return Ran.command(WaitingProgram.class.getName(), folder.resolve("home"), List.of(words));
  }

  private Pane start(String... words) {
    return Pane.start(folder, 100, command(words));
  }

  @Test
  void cancelsTheCommandAndStays() {
    try (Pane pane = start()) {
      pane.waitFor("^workbench>");
      pane.type("wait politely");
      pane.waitFor("^polite work: 99 % of 100 B");
      pane.press("C-c");
      String screen = pane.waitFor("cancelled\\R(.*\\R)*workbench>$");
      assertFalse(screen.contains("100 %"), screen);
      pane.type("version");
      pane.waitFor("^tmpfsroot workbench");
    }
  }

  @Test
  void saysThatACommandTakesItsTime() {
    try (Pane pane = start()) {
      pane.waitFor("^workbench>");
      pane.type("wait stubbornly");
      pane.waitFor("^waiting");
      pane.press("C-c");
      pane.waitFor("heard 1");
      pane.press("C-c");
      pane.waitFor("still waiting for the command to end");
      pane.waitFor("heard 2");
      pane.press("C-c");
      pane.waitFor("ended on its own\\R(.*\\R)*workbench>$");
    }
  }

  @Test
  void endsAFileAtControlC() throws IOException {
    Files.writeString(folder.resolve("a.wb"), "version\n-wait politely\nversion\n");
    try (Pane pane = start("a.wb")) {
      pane.waitFor("^polite work");
      pane.press("C-c");
      String screen = pane.waitFor("^ended with 130$");
      assertTrue(screen.contains("a.wb:2: cancelled"), screen);
      assertEquals(2, screen.split("tmpfsroot workbench", -1).length, screen);
    }
  }

  @Test
  void endsAFileAtControlCThatTheCommandOutlived() throws IOException {
    Files.writeString(folder.resolve("a.wb"), "wait stubbornly\nversion\n");
    try (Pane pane = start("a.wb")) {
      pane.waitFor("^waiting");
      for (int i = 1; i <= 3; i++) {
        pane.press("C-c");
        pane.waitFor("heard " + i);
      }
      String screen = pane.waitFor("^ended with 130$");
      assertFalse(screen.contains("tmpfsroot workbench"), screen);
    }
  }

  @Test
  void cleansUpWhenTheSystemEndsIt() throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Files.writeString(folder.resolve("a.wb"), "let A ${run.tmp}\nwait politely\n");
    List<String> command = new ArrayList<>(command("a.wb"));
    command.add(1, "-Djava.io.tmpdir=" + temporary);
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    assertEquals("waiting", process.inputReader().readLine());
    process.destroy();
    assertEquals(143, process.waitFor());
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.filter(file -> file.toString().contains("workbench-")).toList());
    }
  }

  @Test
  void tellsABugInThreeLinesAndKeepsItsTrace() throws IOException {
    Peer.Result result =
        Peer.runIn(folder, Map.of(), command("-c", "-wait brokenly", "-c", "version"));
    assertEquals(5, result.exit());
    assertEquals("", result.output());
    List<String> lines = result.errors().lines().toList();
    assertEquals(3, lines.size(), result.errors());
    assertEquals("-c:1: this is an error in the program: IllegalStateException", lines.get(0));
    assertEquals("  why:  two\\nlines", lines.get(1));
    Path trace = Path.of(lines.get(2).replaceFirst("  next: report it with ", ""));
    assertTrue(Files.readString(trace).contains("WaitCommands.brokenly"));
  }

  @Test
  void showsTheTraceWhenAsked() {
    Peer.Result result = Peer.runIn(folder, Map.of(), command("--debug", "-c", "wait brokenly"));
    assertEquals(5, result.exit());
    assertTrue(result.errors().contains("at org.tmpfsroot.workbench.app.WaitingProgram"));
  }

  @Test
  void sendsNoEscapeCodesOffATerminal() {
    Peer.Result result =
        Peer.runIn(
            folder, Map.of("TERM", "xterm"), command("-c", "help", "-c", "clear", "-c", "x"));
    assertFalse((result.output() + result.errors()).contains("\u001b"));
  }
}
