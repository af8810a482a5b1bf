package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.shell.command.IsoServeCommands;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** Serving an image as a user does, and the mistakes that are made with it. */
class IsoServeTest {
  @TempDir static Path folder;

  @BeforeAll
  static void build() {
    Ran ran =
        program(
            "-c",
            "sample create mirror",
            "-c",
            "session new served",
            "-c",
            "mirror use mirror --gpgkey mirror/RPM-GPG-KEY-sample",
            "-c",
            "disk add sda",
            "-c",
            "setting set http-url http://192.0.2.1/iso",
            "-c",
            "lock resolve",
            "-c",
            "build run --output served.iso",
            "-c",
            "setting unset http-url",
            "-c",
            "build run --output local.iso");
    assertEquals(0, ran.exit(), ran::errors);
  }

  private static Ran program(String... words) {
    return Ran.program(folder, Map.of(), "", List.of(words));
  }

  @Test
  @RequiresPeer("curl")
  void servesUntilItIsEnded() throws IOException, InterruptedException {
    Process process = serving("served.iso");
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> said = untilServing(output);
      URI script =
          said.stream()
              .filter(line -> line.startsWith("http://127.0.0.1:"))
              .map(URI::create)
              .findFirst()
              .orElseThrow(() -> new AssertionError(said.toString()));
      String text = fetched(script.toString());
      String base = "http://127.0.0.1:" + script.getPort();
      assertTrue(text.startsWith("#!ipxe\n"), text);
      assertTrue(text.contains(" inst.stage2=" + base + " inst.ks=" + base + "/ks.cfg"), text);
      assertEquals(program("-c", "iso cat served.iso ks.cfg").output(), fetched(base + "/ks.cfg"));
      assertTrue(output.readLine().matches("127\\.0\\.0\\.1 GET /boot\\.ipxe 200 \\d+"));
    } finally {
      process.destroy();
    }
    assertEquals(143, process.waitFor());
    assertEquals("-c:1: cancelled\n", Files.readString(folder.resolve("errors")));
  }

  @Test
  void saysThatTheKickstartStaysWithTheMedium() throws IOException, InterruptedException {
    Process process = serving("local.iso");
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      assertTrue(untilServing(output).get(0).contains("setting set http-url"));
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static Process serving(String image) throws IOException {
    return new ProcessBuilder(
            Ran.command(folder.resolve("home"), List.of("-c", "iso serve " + image + " --port 0")))
        .directory(folder.toFile())
        // ending a process closes its streams here, and what it said last would be gone
        .redirectError(folder.resolve("errors").toFile())
        .start();
  }

  private static List<String> untilServing(BufferedReader output) throws IOException {
    List<String> said = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.add(line);
      if (line.startsWith("serving")) {
        break;
      }
    }
    return said;
  }

  @Test
  @RequiresPeer("tmux")
  void isEndedByControlCAndThePromptStays() {
    try (Pane pane = Pane.start(folder, 100, Ran.command(folder.resolve("home"), List.of()))) {
      pane.waitFor("^workbench>");
      pane.type("iso serve served.iso --port 0");
      pane.waitFor("^serving served.iso until Ctrl-C");
      pane.press("C-c");
      pane.waitFor("cancelled\\R(.*\\R)*workbench>$");
    }
  }

  private static String fetched(String address) throws IOException {
    Process curl = new ProcessBuilder("curl", "--silent", "--fail", address).start();
    try (InputStream in = curl.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void saysWhatCannotBeServed() throws IOException {
    Files.writeString(folder.resolve("text.iso"), "no image");
    told(4, "there is no", "iso serve nothing.iso");
    told(4, "is not an ISO image", "iso serve text.iso");
    told(2, "70000 is no port", "iso serve served.iso --port 70000");
    told(2, "'x'", "iso serve served.iso --port x");
    told(2, "FILE is missing", "iso serve");
    try (ServerSocket taken = new ServerSocket(0)) {
      told(
          4,
          "choose another: `iso serve FILE --port 0` takes a free one",
          "iso serve served.iso --port " + taken.getLocalPort());
    }
  }

  private static void told(int exit, String message, String command) {
    Typed.Result result =
        Typed.to(new IsoServeCommands()).run(command.replace("serve ", "serve " + folder + "/"));
    assertEquals(exit, result.exit().number(), result.errors());
    assertTrue(result.errors().contains(message), result.errors());
  }
}
