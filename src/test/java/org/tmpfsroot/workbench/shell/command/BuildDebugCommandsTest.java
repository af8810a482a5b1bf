package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.NoToolHost;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.TinyMirror;

class BuildDebugCommandsTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir static Path shared;
  private static TinyMirror mirror;

  @TempDir Path folder;
  private Path hooks;
  private Path image;
  private Typed shell;

  @BeforeAll
  static void makeMirror() {
    mirror = TinyMirror.in(shared.resolve("mirror"));
  }

  @BeforeEach
  void start() throws IOException {
    hooks = Files.createDirectories(folder.resolve("my hooks"));
    image = folder.resolve("out/tiny.iso");
    hook("10-first.sh", "echo first > first; touch \"$WORKBENCH_SCRATCH/seen\"");
    shell = opened();
  }

  /** The program, started anew. */
  private Typed opened() {
    TinyBuilds made =
        TinyBuilds.in(
            folder, mirror.session().withFiles(files -> files.with(FileKind.BUILD_HOOKS, hooks)));
    return Typed.to(
        new BuildCommands(made.builds()),
        new BuildDebugCommands(made.builds()),
        new BuildHistoryCommands(made.builds(), made.workspace(), new NoToolHost()));
  }

  private void hook(String name, String... lines) throws IOException {
    Path script = hooks.resolve(name);
    Files.writeString(script, "#!/bin/sh -e\n" + String.join("\n", lines) + "\n");
    assertTrue(script.toFile().setExecutable(true));
  }

  private Typed.Result run() {
    return shell.run("build run --output " + image);
  }

  private JsonNode inspect(String step) throws IOException {
    return MAPPER.readTree(shell.run("build inspect " + step + " --format json").ok());
  }

  @Test
  void stopsWhereToldAndGoesOn() {
    assertEquals("runs stop nowhere\n", shell.run("build break").ok());
    shell.run("build break write-iso", "build break run-build-hooks").ok();
    assertEquals(
        "STEP\nrun-build-hooks\nwrite-iso\n", shell.run("build break").ok(), "in order of names");
    String first = run().output();
    assertTrue(first.endsWith("\nstopped before run-build-hooks\n"), first);
    assertTrue(shell.run("build status").ok().contains(": stopped\n"));
    String second = shell.run("build continue").ok();
    assertTrue(second.matches("(?s).*\\nrun-build-hooks: \\d.*"), second);
    assertTrue(second.endsWith("\nstopped before write-iso\n"), second);
    assertFalse(Files.exists(image));
    String third = shell.run("build continue").ok();
    assertTrue(third.contains("\nwrote " + image + ", "), "where the first run was to: " + third);
    Typed.Result done = shell.run("build continue");
    assertEquals(ExitCode.SESSION, done.exit());
    assertTrue(done.errors().contains("the last run is done"), done.errors());
    shell.run("build break write-iso --off", "build break --off").ok();
    assertTrue(run().ok().contains("wrote "));
  }

  @Test
  void goesOneStepAtATime() {
    assertTrue(shell.run("build step").ok().endsWith("\nstopped before fetch-packages\n"));
    assertTrue(shell.run("build step").ok().endsWith("\nstopped before take-accounts\n"));
    String again = shell.run("build step pack-overlay").ok();
    assertTrue(again.startsWith("pack-overlay: 0."), again);
    Typed.Result unknown = shell.run("build step pack-overlays");
    assertEquals(ExitCode.USAGE, unknown.exit());
    assertTrue(unknown.errors().contains("did you mean 'pack-overlay'?"), unknown.errors());
  }

  @Test
  void aFailureCanBeLookedIntoCorrectedAndTriedAgain() throws IOException {
    hook("20 it's.sh", "echo broken > half", "test \"$WORKBENCH_RELEASE\" = 45");
    assertEquals(ExitCode.SESSION, run().exit());
    Typed.Result on = shell.run("build continue");
    assertTrue(on.errors().contains("failed in run-build-hooks"), on.errors());

    // as if it had been left and started again
    shell = opened();
    JsonNode facts = inspect("run-build-hooks");
    assertEquals("failed", facts.get("state").asText());
    Path place = Path.of(facts.get("folder").asText());
    assertEquals("broken\n", Files.readString(place.resolve("files/half")));
    assertTrue(Files.isDirectory(Path.of(facts.get("inputs").get("stage-tree").asText())));
    JsonNode last = facts.get("commands").get(1);
    assertEquals("44", last.get("environment").get("WORKBENCH_RELEASE").asText());
    assertTrue(Files.exists(Path.of(last.get("environment").get("WORKBENCH_TREE").asText())));

    // the command is as good as its word: pasted, it fails in the same way, and changed it does not
    String pasted = last.get("text").asText();
    assertTrue(shell.run("build inspect run-build-hooks").ok().contains(pasted));
    assertEquals(1, sh(pasted).exit());
    assertEquals(0, sh(pasted.replace("WORKBENCH_RELEASE=44", "WORKBENCH_RELEASE=45")).exit());

    hook("20 it's.sh", "cat first");
    String retried = shell.run("build retry").ok();
    assertTrue(retried.contains("wrote " + image), retried);
    assertTrue(Files.exists(image));
    assertEquals(ExitCode.SESSION, shell.run("build retry").exit());
  }

  private Peer.Result sh(String line) {
    return Peer.runIn(folder, Map.of(), List.of("sh", "-c", line));
  }

  @Test
  void aScriptIsTriedAloneAsOftenAsOneLikes() throws IOException {
    hook("20-alone.sh", "test ! -e first", "test ! -e alone", "touch alone", "ls > listing");
    for (int i = 0; i < 2; i++) {
      String tried = shell.run("build step run-build-hooks/20-alone.sh").ok();
      assertTrue(tried.contains("run-build-hooks: "), tried);
    }
    Path files = Path.of(inspect("run-build-hooks").get("folder").asText()).resolve("files");
    String listing = Files.readString(files.resolve("listing"));
    assertTrue(listing.contains("ks.cfg\n") && listing.contains("alone\n"), listing);
    assertTrue(shell.run("build status").ok().contains(" of 20-alone.sh: done"));

    Typed.Result wrong = shell.run("build step run-build-hooks/20-alon.sh");
    assertEquals(ExitCode.USAGE, wrong.exit());
    assertTrue(wrong.errors().contains("did you mean '20-alone.sh'?"), wrong.errors());
    assertEquals(ExitCode.USAGE, shell.run("build step write-iso/x.sh").exit());

    // what was tried is used for nothing: the whole step finds the first script's file
    Typed.Result whole = run();
    assertEquals(ExitCode.SESSION, whole.exit(), whole.output());
  }

  @Test
  void tellsOtherProgramsWhatHappens() throws IOException {
    Path events = folder.resolve("events.jsonl");
    hook("20-fails.sh", "echo said; exit 3");
    shell.run("build run --output " + image + " --events " + events);
    List<JsonNode> failed = read(events);
    assertEquals("run-began", failed.get(0).get("event").asText());
    assertEquals("pack-overlay", failed.get(0).get("steps").get(0).asText());
    JsonNode end = failed.get(failed.size() - 1);
    assertEquals("run-ended", end.get("event").asText());
    assertEquals("failed", end.get("state").asText());
    JsonNode step = failed.get(failed.size() - 2);
    assertEquals("step-failed", step.get("event").asText());
    assertTrue(step.get("reason").asText().contains("20-fails.sh failed"), step.toString());
    assertTrue(failed.stream().anyMatch(e -> e.path("text").asText().equals("20-fails.sh: said")));

    hook("20-fails.sh", "exit 0");
    shell.run("build retry --events " + events).ok();
    List<JsonNode> done = read(events);
    assertEquals("step-known", done.get(1).get("event").asText());
    assertTrue(done.stream().anyMatch(e -> e.get("event").asText().equals("progress")));
    assertEquals("done", done.get(done.size() - 1).get("state").asText());
  }

  /** The keys that every event must have, and no others, are those of the documentation. */
  private static List<JsonNode> read(Path events) throws IOException {
    Map<String, List<String>> keys =
        Map.of(
            "run-began", List.of("run", "session", "steps"),
            "step-began", List.of("step", "title"),
            "step-known", List.of("step", "bytes"),
            "step-done", List.of("step", "milliseconds", "bytes"),
            "step-failed", List.of("step", "milliseconds", "reason"),
            "run-ended", List.of("state", "milliseconds"),
            "progress", List.of("task", "done", "total"),
            "note", List.of("text"));
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : Files.readAllLines(events)) {
      JsonNode node = MAPPER.readTree(line);
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      List<String> wanted = new ArrayList<>(List.of("time", "event"));
      wanted.addAll(keys.getOrDefault(node.get("event").asText(), List.of("unknown event")));
      assertEquals(wanted, names, line);
      java.time.Instant.parse(node.get("time").asText());
      nodes.add(node);
    }
    return nodes;
  }

  @Test
  void saysWhatDiffersFromTheLastGoodRun() throws IOException {
    run().ok();
    assertEquals(ExitCode.SESSION, shell.run("build diff").exit());
    String good =
        MAPPER.readTree(shell.run("build history --format json").ok()).get(0).get("run").asText();
    hook("10-first.sh", "echo other > first");
    run().ok();
    String changed = shell.run("build diff").ok();
    assertTrue(changed.startsWith("from run " + good + " (done) to run "), changed);
    assertTrue(changed.contains("\nrun-build-hooks  input   hook program sha256:"), changed);
    assertTrue(
        changed.matches(
            "(?s).*run-build-hooks +file +files/first, [0-9a-f]{12} +files/first, [0-9a-f]{12}\n.*"),
        changed);
    assertTrue(
        changed.matches(
            "(?s).*write-iso +file +image.iso, [0-9a-f]{12} +image.iso, [0-9a-f]{12}\n.*"),
        changed);
    assertFalse(changed.contains("fetch-base"), changed);
    hook("10-first.sh", "echo unheard of; exit 1");
    assertEquals(ExitCode.SESSION, run().exit());
    String failed = shell.run("build diff " + good).ok();
    assertTrue(failed.matches("(?s).*run-build-hooks +state +done +failed\n.*"), failed);
    assertTrue(failed.contains("10-first.sh: unheard of"), failed);
    assertEquals(ExitCode.USAGE, shell.run("build diff 2026").exit());
    JsonNode history = MAPPER.readTree(shell.run("build history --format json").ok());
    assertEquals("failed", history.get(0).get("state").asText());
    assertEquals(3, history.size());
  }

  @Test
  void cleansByAgeOrAllAndSaysWhatWouldGo() {
    run().ok();
    assertEquals(ExitCode.USAGE, shell.run("build clean").exit());
    assertEquals(ExitCode.USAGE, shell.run("build clean --older 3").exit());
    assertTrue(shell.run("build clean --older 1d").ok().startsWith("removed 0 "));
    String would = shell.run("build clean --all --dry-run").ok();
    assertTrue(would.contains("would remove 11 outputs of steps, "), would);
    assertTrue(run().ok().startsWith("pack-overlay: known\n"));
    assertTrue(shell.run("build clean --all").ok().startsWith("removed 11 outputs"));
    assertTrue(run().ok().startsWith("pack-overlay: 0."));
  }

  @Test
  void aShellNeedsATerminal() {
    Typed.Result nothing = shell.run("build shell");
    assertEquals(ExitCode.SESSION, nothing.exit(), "nothing was run");
    shell.run("build run --to stage-tree");
    Typed.Result refused = shell.run("build shell");
    assertEquals(ExitCode.USAGE, refused.exit());
    assertTrue(refused.errors().contains("there is no terminal"), refused.errors());
    Typed.Result early = shell.run("build shell verify-iso");
    assertEquals(ExitCode.SESSION, early.exit());
    assertTrue(early.errors().contains("`build run --to "), early.errors());
  }
}
