package org.tmpfsroot.workbench.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.session.EngineChoice;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.testing.RequiresDocker;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.SmallDisk;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** What goes wrong with daemons of the test's own. Seconds: about thirty. */
@Tag("machine")
@RequiresDocker
@RequiresPeer({"busybox", "docker", "dockerd", "mount"})
class FailingDaemonMachineTest {
  @TempDir Path folder;
  private TemporaryFolder state;

  @BeforeEach
  void makeState() throws IOException {
    state = TemporaryFolder.create();
  }

  @AfterEach
  void removeState() throws IOException {
    state.close();
  }

  /** The hooks alone in a container of busybox, so that a daemon of its own is soon ready. */
  private ImageSession session(OwnDaemon own, String hook) throws IOException {
    Path hooks = Files.createDirectories(folder.resolve("hooks"));
    Path file = Files.writeString(hooks.resolve("10-hook.sh"), hook);
    assertTrue(file.toFile().setExecutable(true));
    ImageSession session =
        TinyMirror.in(folder.resolve("mirror" + System.nanoTime()))
            .session()
            .withFiles(files -> files.with(FileKind.BUILD_HOOKS, hooks));
    return BothEngines.hooksInContainers(session, own.socket())
        .withSettings(settings -> settings.with("docker.image", TestImages.BUSYBOX));
  }

  /** Does something once a hook has said that it has begun. */
  private static Progress atBegin(Runnable something) {
    return new Progress() {
      @Override
      public Task begin(String title, long total) {
        return amount -> {};
      }

      @Override
      public void note(String line) {
        if (line.contains("begun")) {
          something.run();
        }
      }
    };
  }

  @Test
  void aConnectionThatBreaksIsAFaultAndTheBuildGoesOnAfterwards() throws Exception {
    BothEngines build = new BothEngines(folder.resolve("cache"));
    try (OwnDaemon own = new OwnDaemon(state.path(), state.path().resolve("data"));
        CutConnection connection = CutConnection.to(own.socket())) {
      try (Daemon daemon = own.daemon()) {
        TestImages.busybox(daemon);
      }
      ImageSession session =
          session(own, "#!/bin/sh\necho begun\nsleep 3\n")
              .withEngine(
                  EngineChoice.of(EngineChoice.Kind.DOCKER, Optional.of(connection.host())));
      Fault fault =
          assertThrows(
              Fault.class, () -> build.run(session, RunRange.ALL, atBegin(connection::cut)));
      assertEquals(ExitCode.WORLD, fault.exitCode());
      assertEquals("lost the Docker daemon at " + connection.host(), fault.what());

      connection.mend();
      assertTrue(build.run(session).product().isPresent());
      assertFalse(build.worked().contains("fetch-base"), "it began anew");
      // nor is the one there that could not be removed when the connection was gone
      try (Daemon daemon = own.daemon()) {
        assertEquals(List.of(), daemon.client().listContainersCmd().withShowAll(true).exec());
      }
    }
  }

  @Test
  void aKilledDaemonIsAFaultAndTheBuildGoesOnAfterwards() throws Exception {
    BothEngines build = new BothEngines(folder.resolve("cache"));
    try (OwnDaemon own = new OwnDaemon(state.path(), state.path().resolve("data"))) {
      try (Daemon daemon = own.daemon()) {
        TestImages.busybox(daemon);
      }
      ImageSession session = session(own, "#!/bin/sh\necho begun\nsleep 3\n");
      Fault fault =
          assertThrows(Fault.class, () -> build.run(session, RunRange.ALL, atBegin(own::kill)));
      assertEquals(ExitCode.WORLD, fault.exitCode());
      assertTrue(fault.what().startsWith("lost the Docker daemon at unix:"), fault.toString());
      Fault still = assertThrows(Fault.class, () -> build.run(session));
      assertEquals("cannot find a Docker daemon", still.what());

      own.again();
      own.daemon().close();
      assertTrue(build.run(session).product().isPresent());
      assertTrue(build.worked().contains("run-build-hooks"), build.worked().toString());
      assertTrue(!build.worked().contains("stage-tree"), build.worked().toString());
    }
  }

  @Test
  void aFullStoreIsAFaultThatSaysSo() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (SmallDisk disk = SmallDisk.mount(data, 40 << 20);
        OwnDaemon own = new OwnDaemon(state.path(), disk.path());
        Daemon daemon = own.daemon()) {
      TestImages.busybox(daemon);
      try (Container container =
          Container.start(daemon, TestImages.BUSYBOX, Labels.ofContainer("test"), "none")) {
        IsoTree large =
            new IsoTree().file("large", IsoContent.ofBytes(TinyMirror.random(60 << 20, 1)));
        Fault fault =
            assertThrows(
                Fault.class, () -> container.put("tree", large, Instant.EPOCH, Progress.SILENT));
        assertEquals(ExitCode.WORLD, fault.exitCode());
        assertTrue(fault.why().contains("no space left on device"), fault.why());
        assertTrue(fault.next().contains("make room"), fault.next());
      }
    }
  }

  @Test
  void anUnknownImageIsAFaultThatNamesIt() throws Exception {
    BothEngines build = new BothEngines(folder.resolve("cache"));
    try (OwnDaemon own = new OwnDaemon(state.path(), state.path().resolve("data"))) {
      own.daemon().close();
      ImageSession session = session(own, "#!/bin/sh\n");
      Fault fault = assertThrows(Fault.class, () -> build.run(session));
      assertEquals(ExitCode.WORLD, fault.exitCode());
      assertEquals("cannot get the image " + TestImages.BUSYBOX, fault.what());
    }
  }
}
