package org.tmpfsroot.workbench.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tmpfsroot.workbench.build.Remnant;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresDocker;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** Ours beside what is somebody else's, on a daemon of the test's own. Seconds: about ten. */
@Tag("machine")
@RequiresDocker
@RequiresPeer({"busybox", "docker", "dockerd"})
class RemainsMachineTest {
  private static final String OURS = ToolsImage.REPOSITORY + ":44-0123456789ab";
  private static final String OTHER_OF_OURS = ToolsImage.REPOSITORY + ":43-0123456789ab";

  private TemporaryFolder state;
  private OwnDaemon own;
  private Daemon daemon;

  @BeforeEach
  void start() throws Exception {
    state = TemporaryFolder.create();
    own = new OwnDaemon(state.path(), state.path().resolve("data"));
    daemon = own.daemon();
    TestImages.busybox(daemon);
    image(OURS, TestImages.BUSYBOX, Labels.ofImage("1"));
    image(OTHER_OF_OURS, TestImages.BUSYBOX, Labels.ofImage("2"));
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
    own.close();
    state.close();
  }

  private String docker(String... words) {
    List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + own.socket()));
    command.addAll(List.of(words));
    return Peer.run(command.toArray(String[]::new)).ok().strip();
  }

  /** An image with a volume, which its containers have, too. */
  private void image(String name, String from, Map<String, String> labels) {
    String container = docker("create", from, "true");
    List<String> words = new ArrayList<>(List.of("commit", "-c", "VOLUME /data"));
    labels.forEach((key, value) -> words.addAll(List.of("-c", "LABEL " + key + "=" + value)));
    words.addAll(List.of(container, name));
    docker(words.toArray(String[]::new));
    docker("rm", container);
  }

  private String container(Map<String, String> labels, String image) {
    List<String> words = new ArrayList<>(List.of("run", "-d", "--network=none"));
    labels.forEach((key, value) -> words.addAll(List.of("--label", key + "=" + value)));
    words.addAll(List.of(image, "sleep", "600"));
    return docker(words.toArray(String[]::new));
  }

  private static Map<String, String> workingFor(Owner owner) {
    return Map.of(Labels.OURS, Labels.CONTAINER, Labels.OWNER, owner.toString());
  }

  private List<String> clear() {
    Remains remains = Remains.on(daemon);
    remains.clear(daemon);
    return remains.all().stream()
        .filter(remnant -> remnant.inUse().isEmpty())
        .map(Remnant::name)
        .toList();
  }

  private static String shown(String id) {
    return "container " + id.substring(0, 12);
  }

  @Test
  void removesWhatAKilledProgramLeftAndNothingOfOthers() {
    Owner me = Owner.current();
    Owner killed = new Owner(me.host(), me.process(), "2020-01-01T00:00:00Z");
    String left = container(workingFor(killed), OURS);
    String old = container(Map.of(Labels.OURS, Labels.CONTAINER), OURS);
    String kept = container(workingFor(new Owner("elsewhere", 1, "unknown")), OURS);
    docker("kill", kept);
    String foreign = container(Map.of("org.tmpfsroot", "theirs"), TestImages.BUSYBOX);
    String stopped = container(Map.of(), TestImages.BUSYBOX);
    docker("kill", stopped);
    docker("volume", "create", "theirs");
    assertEquals(4, docker("volume", "ls", "-q").lines().count());

    assertEquals(
        List.of(shown(kept), shown(old), shown(left), "image " + OURS, "image " + OTHER_OF_OURS)
            .stream()
            .sorted()
            .toList(),
        clear().stream().sorted().toList());
    assertEquals(
        List.of(foreign, stopped).stream().sorted().toList(),
        docker("ps", "-aq", "--no-trunc").lines().sorted().toList());
    assertEquals(TestImages.BUSYBOX, docker("images", "--format", "{{.Repository}}:{{.Tag}}"));
    assertEquals("theirs", docker("volume", "ls", "-q"));
    assertEquals(List.of(), clear());
  }

  @Test
  void leavesWhatIsInUse() throws Exception {
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      Owner me = Owner.current();
      Owner atWork =
          new Owner(me.host(), other.pid(), other.info().startInstant().orElseThrow().toString());
      String working = container(workingFor(atWork), OURS);
      String elsewhere = container(workingFor(new Owner("elsewhere", 1, "unknown")), OURS);
      String foreign = container(Map.of(), OTHER_OF_OURS);
      List<Remnant> all = Remains.on(daemon).all();
      assertEquals(4, all.size());
      assertTrue(all.stream().noneMatch(remnant -> remnant.inUse().isEmpty()), all.toString());
      assertEquals(List.of(), clear());
      assertEquals(3, docker("ps", "-q").lines().count());

      docker("rm", "-f", elsewhere, foreign);
      assertEquals(List.of("image " + OTHER_OF_OURS), clear());
      other.destroyForcibly().onExit().join();
      assertEquals(List.of(shown(working), "image " + OURS), clear());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void leavesWhatSomebodyMadeOfAnImageOfOurs() {
    image("theirs:1", OURS, Map.of());
    docker("tag", OTHER_OF_OURS, "theirs:2");
    assertEquals(2, clear().size());
    assertEquals(
        List.of("theirs:1", "theirs:2", TestImages.BUSYBOX),
        docker("images", "--format", "{{.Repository}}:{{.Tag}}").lines().sorted().toList());
  }

  @Test
  void saysWhoseAContainerIs() {
    Owner me = Owner.current();
    assertEquals(Optional.of(me), Owner.parse(me.toString()));
    assertEquals(Optional.empty(), Owner.parse("somebody"));
    assertTrue(me.isAtWork());
    assertFalse(new Owner(me.host(), me.process(), "2020-01-01T00:00:00Z").isAtWork());
    try (Container container =
        Container.start(daemon, TestImages.BUSYBOX, Labels.ofContainer("test"), "none")) {
      assertEquals(
          me.toString(),
          docker(
              "inspect",
              "-f",
              "{{index .Config.Labels \"" + Labels.OWNER + "\"}}",
              container.id()));
    }
  }
}
