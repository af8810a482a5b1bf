package org.tmpfsroot.workbench.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.step.RunBuildHooks;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresDocker;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** One build hook at a time, in a container. Seconds: about fifteen. */
@Tag("machine")
@RequiresDocker
@RequiresPeer({"busybox", "docker", "dockerd"})
class HookInContainerMachineTest {
  @TempDir Path folder;
  private TemporaryFolder state;
  private OwnDaemon own;
  private ImageSession session;
  private BothEngines build;

  @BeforeEach
  void start() throws Exception {
    state = TemporaryFolder.create();
    own = new OwnDaemon(state.path(), state.path().resolve("data"));
    try (Daemon daemon = own.daemon()) {
      TestImages.busybox(daemon);
    }
    build = new BothEngines(folder.resolve("cache"));
    hook("10-first.sh", "echo first; echo first >first");
    hook("30-brand.sh", "echo \"brand on $WORKBENCH_RELEASE\"; ls; echo brand >>brand");
    session =
        BothEngines.hooksInContainers(
                TinyMirror.in(folder.resolve("mirror"))
                    .session()
                    .withFiles(files -> files.with(FileKind.BUILD_HOOKS, folder.resolve("hooks"))),
                own.socket())
            .withSettings(settings -> settings.with("docker.image", TestImages.BUSYBOX));
  }

  @AfterEach
  void stop() throws IOException {
    own.close();
    state.close();
  }

  private void hook(String name, String script) throws IOException {
    Path hooks = Files.createDirectories(folder.resolve("hooks"));
    Path file = Files.writeString(hooks.resolve(name), "#!/bin/sh\nset -e\n" + script + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private String docker(String... words) {
    List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + own.socket()));
    command.addAll(List.of(words));
    return Peer.run(command.toArray(String[]::new)).ok().strip();
  }

  /** The one container that is kept. */
  private String kept() {
    List<String> ids = docker("ps", "-aq", "--no-trunc").lines().toList();
    assertEquals(1, ids.size(), ids.toString());
    return ids.get(0);
  }

  private String changed() {
    return docker("diff", kept());
  }

  @Test
  void isTriedAloneOverAFreshTreeAsOftenAsOneLikes() throws IOException {
    assertEquals(
        List.of("10-first.sh", "30-brand.sh"),
        build.engine().plan(session).steps().stream()
            .filter(step -> step.id().equals(RunBuildHooks.ID))
            .findFirst()
            .orElseThrow()
            .step()
            .parts());
    build.runPart(session, RunBuildHooks.ID, "30-brand.sh");
    String log = build.log(session, RunBuildHooks.ID);
    assertTrue(log.contains("30-brand.sh: brand on 44"), log);
    assertFalse(log.contains("first"), log);
    assertTrue(changed().contains("/work/tree/brand"), changed());
    assertFalse(changed().contains("/work/tree/first"), changed());
    String before = kept();
    assertTrue(build.shellPlace(session, RunBuildHooks.ID).contains(before.substring(0, 12)));

    build.runPart(session, RunBuildHooks.ID, "30-brand.sh");
    assertFalse(build.log(session, RunBuildHooks.ID).contains("30-brand.sh: brand\n"), log);
    assertFalse(before.equals(kept()), "the tree is not fresh");

    assertTrue(build.run(session).product().isPresent());
    assertEquals("", docker("ps", "-aq"));
  }

  @Test
  void thatFailsIsKeptAndSoIsWhatOneThatWasNotTriedWouldFind() throws IOException {
    hook("30-brand.sh", "echo brand >brand; exit 9");
    Fault fault =
        assertThrows(Fault.class, () -> build.runPart(session, RunBuildHooks.ID, "30-brand.sh"));
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertTrue(fault.why().contains("ended with status 9"), fault.why());
    assertTrue(changed().contains("/work/again"), changed());

    assertThrows(Fault.class, () -> build.run(session));
    assertTrue(changed().contains("/work/tree/first"), changed());
    hook("30-brand.sh", "test ! -e first || echo after first");
    assertTrue(build.run(session).product().isPresent());
    assertTrue(build.log(session, RunBuildHooks.ID).contains("30-brand.sh: after first"));
    assertEquals("", docker("ps", "-aq"));

    assertTrue(build.shellPlace(session, RunBuildHooks.ID).startsWith("the container "));
    assertTrue(changed().contains("/work/tree"), changed());
    assertFalse(changed().contains("/work/tree/first"), changed());
  }

  @Test
  void hasNoMoreRightsThanItNeeds() throws IOException {
    hook("30-brand.sh", "echo begun; echo to the log >&2; echo brand >brand");
    hook("40-owner.sh", "busybox chown 12:34 brand; busybox chmod 6755 brand");
    List<String> seen = new ArrayList<>();
    Progress looking =
        new Progress() {
          @Override
          public Task begin(String title, long total) {
            return amount -> {};
          }

          @Override
          public void note(String line) {
            if (line.contains("begun")) {
              seen.add(docker("inspect", kept()));
            }
          }
        };
    assertTrue(build.run(session, RunRange.ALL, looking).product().isPresent());
    JsonNode hook = new ObjectMapper().readTree(seen.get(0)).get(0);
    requireFewRights(hook);
    assertEquals("default", hook.at("/HostConfig/NetworkMode").asText());
    assertTrue(build.log(session, RunBuildHooks.ID).contains("30-brand.sh (stderr): to the log"));
    for (Path file : filesNamed("brand")) {
      assertEquals(System.getProperty("user.name"), Files.getOwner(file).getName());
      assertEquals(0, (int) Files.getAttribute(file, "unix:mode") & 07000);
    }

    ImageSession described =
        session.withSettings(settings -> settings.with("engine.write-repodata", "docker"));
    Fault fault = assertThrows(Fault.class, () -> build.run(described));
    assertEquals("createrepo_c failed in the container", fault.what());
    JsonNode tool = new ObjectMapper().readTree(docker("inspect", kept())).get(0);
    requireFewRights(tool);
    assertEquals("none", tool.at("/HostConfig/NetworkMode").asText());
  }

  private static void requireFewRights(JsonNode container) {
    JsonNode host = container.get("HostConfig");
    assertFalse(host.get("Privileged").asBoolean());
    assertEquals("[\"ALL\"]", host.get("CapDrop").toString());
    List<String> kept = new ArrayList<>();
    host.get("CapAdd").forEach(right -> kept.add(right.asText().replace("CAP_", "")));
    assertEquals(List.of("CHOWN", "DAC_OVERRIDE", "FOWNER"), kept.stream().sorted().toList());
    assertEquals("[\"no-new-privileges\"]", host.get("SecurityOpt").toString());
    assertTrue(host.get("Binds").isEmpty(), host.get("Binds").toString());
    assertTrue(host.get("Devices").isEmpty(), host.get("Devices").toString());
    assertEquals("[]", container.get("Mounts").toString());
    assertEquals("", host.get("PidMode").asText());
    assertEquals("private", host.get("IpcMode").asText());
    assertEquals("", host.get("UTSMode").asText());
  }

  private List<Path> filesNamed(String name) throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("cache"))) {
      List<Path> found = all.filter(path -> path.endsWith("files/" + name)).toList();
      assertFalse(found.isEmpty());
      return found;
    }
  }
}
