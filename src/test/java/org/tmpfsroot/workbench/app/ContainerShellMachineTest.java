package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.engine.docker.TestImages;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresDocker;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/**
 * A build in containers at a terminal: cancelled, failed and looked into. Seconds: about twenty.
 */
@Tag("machine")
@RequiresDocker
@RequiresPeer({"busybox", "docker", "tmux"})
class ContainerShellMachineTest {
  private static final String STEP = "label=org.tmpfsroot.workbench.step=run-build-hooks";

  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    TestImages.busybox();
    hook("true");
    Ran ran =
        Ran.program(
            folder,
            Map.of(),
            """
        sample create mirror
        session new robot
        mirror use mirror --gpgkey mirror/RPM-GPG-KEY-sample
        package add openssh-server sudo
        disk add sda --size 32G
        disk use sda
        file use build-hooks hooks
        setting set checks.allow usual
        lock resolve
        engine use docker --host unix://%s
        setting set engine.fetch-packages embedded
        setting set engine.pack-installfs embedded
        setting set engine.write-repodata embedded
        setting set engine.write-iso embedded
        setting set docker.image %s
        session save robot.json
        """
                .formatted(RequiresDocker.Daemon.socket(), TestImages.BUSYBOX),
            List.of("-"));
    assertEquals(0, ran.exit(), ran.errors());
  }

  @AfterEach
  void removeKept() {
    String kept = containers("-aq");
    kept.lines().forEach(id -> docker("rm", "-f", id));
  }

  private void hook(String script) throws IOException {
    Path hooks = Files.createDirectories(folder.resolve("hooks"));
    Path file = Files.writeString(hooks.resolve("30-brand.sh"), "#!/bin/sh\n" + script + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private static String docker(String... words) {
    List<String> command = new java.util.ArrayList<>(List.of("docker", "-H"));
    command.add("unix://" + RequiresDocker.Daemon.socket());
    command.addAll(List.of(words));
    return Peer.run(command.toArray(String[]::new)).ok().strip();
  }

  private static String containers(String option) {
    return docker("ps", option, "--filter", STEP);
  }

  private Pane start() {
    Pane pane =
        Pane.start(
            folder, 100, Ran.command(folder.resolve("home"), List.of("--session", "robot.json")));
    pane.waitFor("^robot.*>");
    return pane;
  }

  @Test
  void opensAShellInTheContainerOfAFailedHook() throws IOException {
    hook("echo \"brand of $WORKBENCH_RELEASE\"; test ! -e by-hand && echo afresh; exit 7");
    try (Pane pane = start()) {
      pane.type("build run --output robot.iso");
      pane.waitFor("in the container it ended with status 7: brand of 44 / afresh");
      pane.press("C-l");
      pane.type("build shell");
      pane.waitFor("^a shell in the container [0-9a-f]{12},");
      pane.waitFor("/work/tree #");
      assertEquals(1, containers("-q").lines().count());

      pane.resize(90, 33);
      pane.type("while [ \"$(stty size | cut -c4-)\" != 90 ]; do sleep 0.1; done; stty size");
      pane.waitFor("^\\d+ 90$");
      // pressed earlier, it is a character of the line that the shell reads next
      pane.type("echo as''leep; sleep 600");
      pane.waitFor("^asleep$");
      pane.press("C-c");
      pane.type("echo it is $WORKBENCH_RELEASE >by-hand; cat by-hand");
      pane.waitFor("^it is 44$");
      pane.type("/work/again; echo again $?");
      pane.waitFor("^again 7$");
      pane.type("exit 3");
      pane.waitFor("^robot.*>\\s*$");
      assertEquals("", containers("-q"), "the container still runs");

      pane.press("C-l");
      pane.type("build inspect run-build-hooks");
      pane.waitFor("(?s)cd /work/tree && env WORKBENCH_ARCH=x86_64.*/work/hooks/30-brand.sh\\s");
      hook("test ! -e by-hand && echo afresh");
      pane.press("C-l");
      pane.type("build retry");
      pane.waitFor("^wrote .*robot.iso");
      assertEquals("", containers("-aq"), "what was kept is still there");
    }
  }

  @Test
  void endsTheContainerAtControlC() throws IOException {
    hook("echo begun; sleep 600");
    try (Pane pane = start()) {
      pane.type("build run --output robot.iso");
      pane.waitFor("begun");
      assertEquals(1, containers("-q").lines().count());
      pane.press("C-c");
      pane.waitFor("cancelled\\R(.*\\R)*robot.*>\\s*$");
      assertEquals("", containers("-aq"));
      assertFalse(Files.exists(folder.resolve("robot.iso")));
    }
  }
}
