package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** What other programs hear of a build that is cancelled while a hook works. */
class CancelledBuildTest {
  private static final String RUN = "build run --output a.iso --events events.jsonl";

  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    Path hooks = Files.createDirectory(folder.resolve("hooks"));
    Path hook =
        Files.writeString(
            hooks.resolve("10-wait.sh"),
            "#!/bin/sh\necho $$ > '" + folder.resolve("pid") + "'\necho at work\nsleep 1000\n");
    assertTrue(hook.toFile().setExecutable(true));
    Ran ran =
        Ran.program(
            folder,
            Map.of(),
            """
            sample create mirror
            session new robot
            mirror use mirror --gpgkey mirror/RPM-GPG-KEY-sample
            disk add sda --size 32G
            disk use sda
            setting set checks.allow usual
            file use build-hooks hooks
            lock resolve
            session save robot.json
            """,
            List.of("-"));
    assertEquals(0, ran.exit(), ran::errors);
  }

  private void assertCancelled() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("events.jsonl"))) {
      events.add(new ObjectMapper().readTree(line));
    }
    List<JsonNode> last = events.subList(events.size() - 2, events.size());
    assertEquals("step-cancelled", last.get(0).get("event").asText());
    assertEquals("run-build-hooks", last.get(0).get("step").asText());
    assertTrue(last.get(0).get("milliseconds").isIntegralNumber());
    assertEquals("run-ended", last.get(1).get("event").asText());
    assertEquals("cancelled", last.get(1).get("state").asText());
    long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
    ProcessHandle.of(pid).ifPresent(hook -> hook.onExit().join());
    assertFalse(Files.exists(folder.resolve("a.iso")));
  }

  @Test
  @RequiresPeer("tmux")
  void controlCAtThePrompt() throws IOException {
    List<String> words = List.of("--session", "robot.json");
    try (Pane pane = Pane.start(folder, 100, Ran.command(folder.resolve("home"), words))) {
      pane.waitFor("^robot.*>");
      pane.type(RUN);
      pane.waitFor("10-wait.sh: at work");
      pane.press("C-c");
      pane.waitFor("cancelled\\R(.*\\R)*robot.*>$");
      assertCancelled();
      pane.type("build status");
      pane.waitFor("run-build-hooks +cancelled");
    }
  }

  @Test
  void anInterruptOffATerminal() throws IOException, InterruptedException {
    // where the tests themselves run in the background, they and all they start ignore it
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    List<String> words = List.of("--session", "robot.json", "-c", RUN, "-c", "version");
    command.addAll(Ran.command(folder.resolve("home"), words));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    List<String> said = new ArrayList<>();
    try (BufferedReader reader = process.inputReader()) {
      String line = reader.readLine();
      while (line != null) {
        said.add(line);
        if (line.endsWith("10-wait.sh: at work")) {
          Peer.run("kill", "-INT", String.valueOf(process.pid())).ok();
        }
        line = reader.readLine();
      }
    }
    assertEquals(130, process.waitFor(), said::toString);
    assertTrue(said.get(said.size() - 1).contains("cancelled"), said::toString);
    assertCancelled();
  }
}
