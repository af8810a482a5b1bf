package org.tmpfsroot.workbench.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.testing.RequiresDocker;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** A hook that takes too long, in a container. */
@Tag("machine")
@RequiresDocker
@RequiresPeer({"busybox", "docker", "dockerd"})
class HookTimeLimitMachineTest {
  @TempDir Path folder;

  @Test
  void isEndedWithAllThatItStarted() throws Exception {
    Path hooks = Files.createDirectories(folder.resolve("hooks"));
    Path hook =
        Files.writeString(
            hooks.resolve("10-waits.sh"), "#!/bin/sh\nsleep 1000 &\necho waiting\nwait\n");
    assertTrue(hook.toFile().setExecutable(true));
    BothEngines build = new BothEngines(folder.resolve("cache"));
    try (TemporaryFolder state = TemporaryFolder.create();
        OwnDaemon own = new OwnDaemon(state.path(), state.path().resolve("data"));
        Daemon daemon = own.daemon()) {
      TestImages.busybox(daemon);
      ImageSession session =
          BothEngines.inContainers(
                  TinyMirror.in(folder.resolve("mirror"))
                      .session()
                      .withFiles(files -> files.with(FileKind.BUILD_HOOKS, hooks)),
                  own.socket())
              .withSettings(
                  settings ->
                      settings
                          .with("engine.fetch-packages", "embedded")
                          .with("engine.write-repodata", "embedded")
                          .with("engine.write-iso", "embedded")
                          .with("docker.image", TestImages.BUSYBOX)
                          .with("hook-time-limit", "2s"));
      Fault fault = assertThrows(Fault.class, () -> build.run(session));
      assertEquals(ExitCode.SESSION, fault.exitCode());
      assertTrue(fault.what().endsWith("10-waits.sh took too long"), fault.what());
      assertTrue(fault.why().startsWith("it did not end within 2 s"), fault.why());
      assertTrue(fault.why().endsWith("waiting"), fault.why());
      // the container is kept to be looked into, and nothing runs in it
      assertEquals(List.of(), daemon.client().listContainersCmd().exec());
      assertEquals(1, daemon.client().listContainersCmd().withShowAll(true).exec().size());
    }
  }
}
