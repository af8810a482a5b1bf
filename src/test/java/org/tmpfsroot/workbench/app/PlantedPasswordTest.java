package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.testing.Gpg;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** A password typed where a hash belongs leaves no trace. */
class PlantedPasswordTest {
  private static final String PLANTED = "hunter2-planted";

  @TempDir Path folder;

  @Test
  void isRefusedAndNeitherPrintedNorKept() throws IOException {
    Files.writeString(folder.resolve("password"), PLANTED + "\n");
    for (List<String> last :
        List.of(
            List.of("setting set root-password " + PLANTED),
            List.of("setting set root-password '$6$" + PLANTED + "'"),
            List.of("user add robot --password-hash-file password"),
            List.of("setting set timezone UTC", "setting set root-password " + PLANTED))) {
      List<String> words =
          Stream.concat(
                  Stream.of("session new robot", "-session save", "script record robot.wb"),
                  last.stream())
              .flatMap(line -> Stream.of("-c", line))
              .toList();
      Ran ran =
          Ran.program(
              folder, Map.of(), "", Stream.concat(Stream.of("--debug"), words.stream()).toList());
      assertEquals(2, ran.exit(), ran::errors);
      assertFalse(
          (ran.output() + ran.errors()).contains(PLANTED), () -> ran.output() + ran.errors());
      Files.deleteIfExists(folder.resolve("robot.wb"));
      assertEquals(List.of("password"), whereItStands());
    }
  }

  @Test
  @RequiresPeer("gpg")
  void ofASigningKeyIsSeenByNobody() throws IOException {
    Gpg gpg = new Gpg(Files.createTempDirectory("gpg"));
    gpg.generate("robot", "ed25519", PLANTED);
    Path key = gpg.secretKey("robot", PLANTED);
    Path hooks = Files.createDirectory(folder.resolve("hooks"));
    Path hook =
        Files.writeString(
            hooks.resolve("10-look.sh"),
            "#!/bin/sh\nenv\ncat /proc/[0-9]*/cmdline | tr '\\0' ' '\n");
    assertTrue(hook.toFile().setExecutable(true));
    Ran ran =
        Ran.program(
            folder,
            Map.of("WORKBENCH_SIGN_PASSWORD", PLANTED, "WORKBENCH_SIGN_KEY", key.toString()),
            """
            sample create mirror
            session new robot
            mirror use mirror --gpgkey mirror/RPM-GPG-KEY-sample
            package add openssh-server
            disk add sda --size 32G
            disk use sda
            file use build-hooks hooks
            lock resolve
            -package add ${env.WORKBENCH_SIGN_PASSWORD}
            session save robot.json
            build run --output robot.iso
            build log run-build-hooks
            build inspect sign-image
            setting list
            """,
            List.of("--debug", "-"));
    assertEquals(0, ran.exit(), () -> ran.output() + ran.errors());
    gpg.run(
            "--verify",
            folder.resolve("robot.iso.asc").toString(),
            folder.resolve("robot.iso").toString())
        .ok();
    assertTrue(ran.output().contains("PATH="), "the hook looked");
    assertFalse((ran.output() + ran.errors()).contains(PLANTED), () -> ran.output() + ran.errors());
    assertEquals(List.of(), whereItStands());
  }

  @Test
  @RequiresPeer("tmux")
  void isNotInTheHistoryOfAPrompt() throws IOException {
    Files.writeString(folder.resolve("password"), PLANTED + "\n");
    try (Pane pane = Pane.start(folder, 100, Ran.command(folder.resolve("home"), List.of()))) {
      pane.waitFor("^workbench>");
      pane.press("session new robot", "Enter");
      pane.waitFor("^session robot");
      pane.press("setting set root-password " + PLANTED, "Enter");
      pane.waitFor("may be a password");
      pane.press("session save", "Enter");
      pane.waitFor("saved to");
      pane.press("exit", "Enter");
    }
    assertTrue(Files.exists(folder.resolve("robot.json")));
    assertEquals(List.of("password"), whereItStands());
  }

  /** The files below the folder that hold it. */
  private List<String> whereItStands() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> read(file).contains(PLANTED))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
