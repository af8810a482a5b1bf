package org.tmpfsroot.workbench.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresDocker;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TinyMirror;

/**
 * What the settings of containers do on a daemon of the test's own, whose only image comes from a
 * registry of the test's own. Seconds: about fifteen.
 */
@Tag("machine")
@RequiresDocker
@RequiresPeer({"busybox", "docker", "dockerd"})
class ContainerSettingsMachineTest {
  private static final String PASSWORD = "pl4nted-in-a-login";
  private static final String LOGIN = "builder:" + PASSWORD;

  /** Brings the tools that are looked for, and asks for an address first. */
  private static final String DNF =
      """
      #!/bin/sh
      wget -q -O /dev/null http://packages.invalid/for-dnf || exit 1
      for tool in dnf-3 createrepo_c xorriso mksquashfs; do ln -sf busybox /bin/$tool; done
      """;

  private static TemporaryFolder state;
  private static OwnDaemon own;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    state = TemporaryFolder.create();
    own = new OwnDaemon(state.path(), state.path().resolve("data"));
    own.daemon().close();
  }

  @AfterAll
  static void stop() throws IOException {
    own.close();
    state.close();
  }

  private static TestRegistry registry() throws IOException {
    IsoTree root = TestImages.busyboxRoot();
    root.program("bin/dnf", IsoContent.ofBytes(DNF.getBytes(StandardCharsets.UTF_8)));
    return TestRegistry.serving(root, LOGIN);
  }

  private void logIn(TestRegistry registry) throws IOException {
    String secret = Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));
    Files.createDirectories(folder.resolve(".docker"));
    Files.writeString(
        folder.resolve(".docker/config.json"),
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(registry.name(), secret));
  }

  private ImageSession session(String hook) throws IOException {
    Path hooks = Files.createDirectories(folder.resolve("hooks"));
    Path file = Files.writeString(hooks.resolve("10-hook.sh"), hook);
    assertTrue(file.toFile().setExecutable(true));
    return BothEngines.hooksInContainers(
            TinyMirror.in(folder.resolve("mirror"))
                .session()
                .withFiles(files -> files.with(FileKind.BUILD_HOOKS, hooks)),
            own.socket())
        .withSettings(settings -> settings.with("docker.network", "host"));
  }

  private static ImageSession with(ImageSession session, String key, String value) {
    return session.withSettings(settings -> settings.with(key, value));
  }

  private static String docker(String... words) {
    List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + own.socket()));
    command.addAll(List.of(words));
    return Peer.run(command.toArray(String[]::new)).ok();
  }

  @Test
  void fetchesByMirrorAndProxyAndKeepsNoSecret() throws IOException {
    BothEngines build = new BothEngines(folder);
    try (TestRegistry registry = registry();
        RecordingProxy proxy = RecordingProxy.start()) {
      logIn(registry);
      ImageSession session =
          with(
              with(
                  session(
                      """
                      #!/bin/sh
                      wget -q -O /dev/null http://hooks.invalid/for-a-hook
                      env
                      exit 7
                      """),
                  "docker.registry",
                  registry.name()),
              "docker.proxy",
              proxy.address());
      Fault fault = assertThrows(Fault.class, () -> build.run(session));
      assertTrue(fault.why().startsWith("in the container it ended with status 7"), fault.why());

      assertEquals("/v2/library/fedora/manifests/44", registry.asked().get(0));
      assertEquals("http://packages.invalid/for-dnf", proxy.asked().get(0));
      assertTrue(proxy.asked().contains("http://hooks.invalid/for-a-hook"), proxy.asked() + "");
      assertTrue(build.log(session, "run-build-hooks").contains("http_proxy=" + proxy.address()));

      String image = docker("images", "-q", "--filter", "label=" + Labels.OURS).strip();
      String kept = docker("ps", "-aq", "--filter", "label=" + Labels.OURS).strip();
      assertEquals("host", docker("inspect", "-f", "{{.HostConfig.NetworkMode}}", kept).strip());
      String told = docker("inspect", image) + docker("inspect", kept);
      String history = docker("history", "--no-trunc", image);
      assertTrue(history.contains("busybox") || history.contains("dnf-3"), history);
      for (String secret : List.of(PASSWORD, base64(LOGIN), proxy.address())) {
        assertFalse(told.contains(secret), told);
        assertFalse(history.contains(secret), history);
      }
      Path exported = folder.resolve("exported.tar");
      docker("save", "-o", folder.resolve("saved.tar").toString(), image);
      docker("export", "-o", exported.toString(), kept);
      assertTrue(holds(exported, "for-a-hook"), "the search finds nothing at all");
      for (String secret : List.of(PASSWORD, base64(LOGIN))) {
        assertFalse(holds(folder.resolve("saved.tar"), secret));
        assertFalse(holds(exported, secret));
        assertEquals(List.of(), filesWith(secret));
      }
      assertEquals(2, build.engine().clear(session, false).size());
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean holds(Path file, String text) throws IOException {
    // each byte a character, so that nothing is lost
    return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
  }

  /** Of all that a build writes on this machine. */
  private List<Path> filesWith(String secret) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder.resolve("build"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (holds(file, secret)) {
          found.add(file);
        }
      }
    }
    return found;
  }

  @Test
  void isRefusedByARegistryWithoutItsLogin() throws IOException {
    BothEngines build = new BothEngines(folder);
    try (TestRegistry registry = registry()) {
      ImageSession session = session("#!/bin/sh\n");
      ImageSession mirrored = with(session, "docker.registry", registry.name());
      Fault refused = assertThrows(Fault.class, () -> build.run(mirrored));
      assertEquals(ExitCode.WORLD, refused.exitCode());
      assertEquals(
          "cannot make the image of tools from " + registry.name() + "/library/fedora:44",
          refused.what());
      assertTrue(refused.next().contains("docker login"), refused.next());

      ImageSession ready = with(session, "docker.image", registry.name() + "/tools:7");
      Fault pull = assertThrows(Fault.class, () -> build.run(ready));
      assertEquals("cannot get the image " + registry.name() + "/tools:7", pull.what());
      assertTrue(pull.next().contains("docker login"), pull.next());
      logIn(registry);
      assertTrue(build.run(ready).product().isPresent());
      assertEquals("/v2/tools/manifests/7", registry.asked().get(0));

      Files.writeString(folder.resolve(".docker/config.json"), "{ half");
      Fault broken = assertThrows(Fault.class, () -> build.engine().describe(ready));
      assertEquals("cannot read the logins for registries", broken.what());
    }
  }

  @Test
  void namesANetworkThatIsNotThere() throws IOException {
    BothEngines build = new BothEngines(folder);
    try (TestRegistry registry = registry()) {
      logIn(registry);
      ImageSession session =
          with(
              with(session("#!/bin/sh\n"), "docker.image", registry.name() + "/tools:8"),
              "docker.network",
              "no-such-network");
      Fault fault = assertThrows(Fault.class, () -> build.run(session));
      assertEquals(ExitCode.WORLD, fault.exitCode());
      assertTrue(fault.why().contains("no-such-network"), fault.why());
      assertTrue(fault.next().contains("`setting set docker.network"), fault.next());
      assertEquals("", docker("ps", "-aq", "--filter", "label=" + Labels.OURS).strip());
    }
  }

  @Test
  void refusesCertificatesThatHoldAKey() throws IOException {
    ImageSession session = session("#!/bin/sh\n");
    Path file = folder.resolve("authority.pem");
    ImageSession trusting = with(session, "docker.certificates", file.toString());
    BothEngines build = new BothEngines(folder);
    Fault missing = assertThrows(Fault.class, () -> build.run(trusting));
    assertEquals("there is no " + file, missing.why());
    Files.writeString(file, "nothing\n");
    Fault none = assertThrows(Fault.class, () -> build.run(trusting));
    assertTrue(none.why().startsWith("there is no certificate"), none.why());
    Files.writeString(file, "-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nAAAA\n");
    Fault key = assertThrows(Fault.class, () -> build.run(trusting));
    assertEquals(ExitCode.SESSION, key.exitCode());
    assertTrue(key.why().contains("it holds a private key"), key.why());
    assertEquals(Optional.empty(), Optional.ofNullable(key.getCause()));
  }
}
