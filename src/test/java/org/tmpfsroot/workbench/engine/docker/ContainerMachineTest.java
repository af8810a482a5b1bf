package org.tmpfsroot.workbench.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.build.ExternalCommand;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.TerminalSize;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresDocker;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** Seconds: about ten. */
@Tag("machine")
@RequiresDocker
@RequiresPeer({"busybox", "docker"})
class ContainerMachineTest {
  private static final Instant DATE = Instant.parse("2026-04-01T00:00:00Z");

  @TempDir Path folder;
  private Daemon daemon;
  private Container container;
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void start() throws IOException {
    daemon = daemon();
    TestImages.busybox(daemon);
    container = Container.start(daemon, TestImages.BUSYBOX, Labels.ofContainer("test"), "none");
  }

  static Daemon daemon() {
    return new DaemonAddresses(Map.of(), Path.of("/nonexistent"))
        .connect(Optional.of("unix://" + RequiresDocker.Daemon.socket()));
  }

  @AfterEach
  void stop() {
    Thread.interrupted();
    container.close();
    daemon.close();
  }

  private Ending run(String... words) {
    return container.run(Command.of("/", List.of(words)), this::hear);
  }

  private void hear(StreamType type, String line) {
    said.add(type + " " + line);
  }

  @Test
  void tellsOutputAndErrorsApartAndHowItEnded() {
    Ending ending = run("sh", "-c", "echo one; echo two >&2; printf 'three, no end'; exit 7");
    assertEquals(7, ending.exit());
    assertEquals(List.of("STDERR two", "STDOUT one", "STDOUT three, no end"), sorted(said));
    assertTrue(ending.inWords().startsWith("ended with status 7: "), ending.inWords());
    said.clear();
    assertTrue(run("echo", "it's \"quoted\" $HOME *").isGood());
    assertEquals(List.of("STDOUT it's \"quoted\" $HOME *"), said);
    assertFalse(run("no-such-program").isGood());
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  @Test
  void givesBackTheTreeItGot() throws IOException {
    String longName = "a".repeat(150) + "/" + "b".repeat(150) + "é";
    byte[] large = TinyMirror.random(5 << 20, 1);
    IsoTree tree =
        new IsoTree()
            .directory("empty")
            .file(".hidden", IsoContent.ofBytes(new byte[0]))
            .file(longName, IsoContent.ofBytes("long".getBytes(StandardCharsets.UTF_8)))
            .file("exact", IsoContent.ofBytes(TinyMirror.random(1024, 2)))
            .file("large", IsoContent.ofBytes(large))
            .program("bin/program", IsoContent.ofBytes(new byte[] {1}))
            .link("link", "bin/program")
            .link("outside", "/etc/passwd");
    container.put("tree", tree, DATE, Progress.SILENT);
    Path back = Files.createDirectory(folder.resolve("back"));
    container.take("/work/tree", back, Progress.SILENT);
    IsoTree again = new IsoTree().folder(back);
    assertEquals(tree.nodes().keySet(), again.nodes().keySet());
    assertTrue(Arrays.equals(large, Files.readAllBytes(back.resolve("large"))));
    assertEquals("long", Files.readString(back.resolve(longName)));
    assertTrue(Files.isExecutable(back.resolve("bin/program")));
    assertFalse(Files.isExecutable(back.resolve("large")));
    assertEquals(Path.of("/etc/passwd"), Files.readSymbolicLink(back.resolve("outside")));
    assertEquals(System.getProperty("user.name"), Files.getOwner(back.resolve("large")).getName());
  }

  @Test
  void takesNothingThatIsNoFileOfATree() {
    run("sh", "-c", "/bin/busybox mkdir -p /work/tree; /bin/busybox mkfifo /work/tree/pipe");
    Fault fault =
        assertThrows(Fault.class, () -> container.take("/work/tree", folder, Progress.SILENT));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.what().contains("pipe"), fault.what());
  }

  @Test
  void hasNoNetworkAndNoRights() {
    InspectContainerResponse state = daemon.client().inspectContainerCmd(container.id()).exec();
    assertFalse(Boolean.TRUE.equals(state.getHostConfig().getPrivileged()));
    assertEquals("none", state.getHostConfig().getNetworkMode());
    run("sh", "-c", "/bin/busybox ip link | /bin/busybox grep -c mtu");
    assertEquals(List.of("STDOUT 1"), said);
    said.clear();
    run("sh", "-c", "/bin/busybox grep -E 'CapBnd|NoNewPrivs' /proc/self/status");
    // CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_FOWNER
    assertEquals(
        List.of("STDOUT CapBnd:\t000000000000000b", "STDOUT NoNewPrivs:\t1"), sorted(said));
    assertFalse(run("sh", "-c", "/bin/busybox mount -t tmpfs none /tmp").isGood());
  }

  @Test
  void endsWithItsThread() {
    Thread caller = Thread.currentThread();
    Cancelled cancelled =
        assertThrows(
            Cancelled.class,
            () ->
                container.run(
                    Command.of("/", List.of("sh", "-c", "echo begun; sleep 600")),
                    (type, line) -> caller.interrupt()));
    assertEquals("cancelled", cancelled.getMessage());
    assertTrue(Thread.currentThread().isInterrupted());
    container.close();
    assertTrue(Thread.interrupted(), "the interrupt is lost");
    assertThrows(
        NotFoundException.class, () -> daemon.client().inspectContainerCmd(container.id()).exec());
  }

  @Test
  void endsAtItsLimit() {
    Ending ending =
        container.run(
            Command.of("/", List.of("sh", "-c", "echo begun; sleep 600"))
                .within(Duration.ofSeconds(1)),
            this::hear);
    assertTrue(ending.inWords().startsWith("took too long"), ending.inWords());
  }

  @Test
  void saysThatItWasKilled() {
    Fault fault =
        assertThrows(
            Fault.class,
            () ->
                container.run(
                    Command.of("/", List.of("sh", "-c", "echo begun; sleep 600")),
                    (type, line) -> daemon.client().killContainerCmd(container.id()).exec()));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.what().contains("was ended"), fault.what());
  }

  @Test
  void isKeptWithItsCommand() throws IOException {
    Command command =
        Command.of("/tmp", List.of("sh", "-c", "echo \"$WHO's\" >&2; exit 3"))
            .with(Map.of("WHO", "it is 'us'"));
    assertEquals(3, container.run(command, this::hear).exit());
    container.keep();
    container.close();
    assertFalse(daemon.client().inspectContainerCmd(container.id()).exec().getState().getRunning());
    container.takeFile(Container.AGAIN, folder, "again", Progress.SILENT);
    Peer.Result again = Peer.run("sh", folder.resolve("again").toString());
    assertEquals(3, again.exit());
    assertEquals("it is 'us''s\n", again.errors());
    daemon.client().removeContainerCmd(container.id()).withForce(true).exec();
  }

  @Test
  void aShellInItSaysHowItEnded() {
    container.keep();
    container.close();
    ContainerShell shell =
        new ContainerShell(
            new Workshop(
                ContainerChoices.of(
                    BothEngines.inContainers(ImageSession.of("tiny", 44, MachineDefaults.NONE))),
                new DaemonAddresses(Map.of(), folder)),
            container.id(),
            new ExternalCommand(List.of("sh"), Path.of("/tmp"), Map.of("WHO", "us")));
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    int exit =
        shell.attach(
            new ByteArrayInputStream(
                "echo it is $WHO in $PWD; exit 7\n".getBytes(StandardCharsets.UTF_8)),
            shown,
            () -> new TerminalSize(24, 80));
    String screen = shown.toString(StandardCharsets.UTF_8);
    assertTrue(screen.contains("it is us in /tmp\r\n"), screen);
    assertEquals(7, exit);
    assertFalse(daemon.client().inspectContainerCmd(container.id()).exec().getState().getRunning());
    daemon.client().removeContainerCmd(container.id()).withForce(true).exec();
  }
}
