package org.tmpfsroot.workbench.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.build.Outlook;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.engine.embedded.EmbeddedEngine;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** What a build in containers is found to need, before it begins. */
class OutlookTest {
  private static final Path ELSEWHERE = Path.of("/nonexistent/docker.sock");

  @TempDir Path folder;

  private List<String> obstacles(ImageSession session) {
    Downloader downloader =
        new Downloader(new ContentStore(folder.resolve("content")), true, RetryPolicy.standard());
    RepositoryReader reader = new RepositoryReader(downloader, folder.resolve("repositories"));
    DockerEngine engine =
        new DockerEngine(
            new EmbeddedEngine(downloader), reader, new Resolvers(reader), Map.of(), folder);
    return engine.outlook(session, Map.of(), Progress.SILENT).obstacles().stream()
        .map(Outlook.Obstacle::what)
        .toList();
  }

  @Test
  void aHookInAContainerNeedsNoProgramOfThisMachine() throws Exception {
    Path hooks = Files.createDirectories(folder.resolve("hooks"));
    Path hook = Files.writeString(hooks.resolve("10-a.sh"), "#!/usr/bin/env nosuchprogram\n");
    Files.setPosixFilePermissions(
        hook, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    ImageSession here =
        TinyMirror.in(folder.resolve("mirror"))
            .session()
            .withFiles(files -> files.with(FileKind.BUILD_HOOKS, hooks));
    assertEquals(List.of("cannot run " + hook), obstacles(here));
    ImageSession elsewhere = BothEngines.inContainers(here, ELSEWHERE);
    assertEquals(List.of("cannot find a Docker daemon"), obstacles(elsewhere));
    assertEquals(
        List.of("cannot run " + hook, "cannot find a Docker daemon"),
        obstacles(elsewhere.withSettings(s -> s.with("engine.run-build-hooks", "embedded"))));
  }
}
