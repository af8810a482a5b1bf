package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.build.BuildCache;
import org.tmpfsroot.workbench.build.BuildEvent;
import org.tmpfsroot.workbench.build.RemoteShell;
import org.tmpfsroot.workbench.build.RunHistory;
import org.tmpfsroot.workbench.build.RunOutcome;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.build.RunRequest;
import org.tmpfsroot.workbench.build.Runner;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.engine.embedded.EmbeddedEngine;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.session.EngineChoice;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.testing.RequiresDocker;

/** The program's way from a session to its image, with caches below one folder. */
final class BothEngines {
  private final Path folder;
  private final List<String> worked = new ArrayList<>();

  BothEngines(Path folder) {
    this.folder = folder;
  }

  /** The same session, built by the tools in a container of the daemon for tests. */
  static ImageSession inContainers(ImageSession session) {
    return inContainers(session, RequiresDocker.Daemon.socket());
  }

  static ImageSession inContainers(ImageSession session, Path socket) {
    return session
        .withEngine(EngineChoice.of(EngineChoice.Kind.DOCKER, Optional.of("unix://" + socket)))
        .withSettings(settings -> settings.with("docker.from", TestImages.TOOLS));
  }

  /** The build hooks alone in containers, so that no tools are needed in them. */
  static ImageSession hooksInContainers(ImageSession session, Path socket) {
    return session
        .withEngine(EngineChoice.of(EngineChoice.Kind.DOCKER, Optional.of("unix://" + socket)))
        .withSettings(
            settings -> {
              for (String step :
                  List.of("fetch-packages", "pack-installfs", "write-repodata", "write-iso")) {
                settings = settings.with("engine." + step, "embedded");
              }
              return settings;
            });
  }

  DockerEngine engine() {
    Downloader downloader =
        new Downloader(new ContentStore(folder.resolve("content")), true, RetryPolicy.standard());
    RepositoryReader reader = new RepositoryReader(downloader, folder.resolve("repositories"));
    return new DockerEngine(
        new EmbeddedEngine(downloader), reader, new Resolvers(reader), Map.of(), folder);
  }

  RunOutcome run(ImageSession session, RunRange range, Progress progress) {
    worked.clear();
    return new Runner(cache(), Clock.systemUTC())
        .run(
            RunRequest.of(session.name(), engine().plan(session)).withRange(range),
            this::heard,
            progress);
  }

  RunOutcome run(ImageSession session) {
    return run(session, RunRange.ALL, Progress.SILENT);
  }

  /** Tries one part of a step. */
  RunOutcome runPart(ImageSession session, String step, String part) {
    worked.clear();
    return new Runner(cache(), Clock.systemUTC())
        .run(
            RunRequest.of(session.name(), engine().plan(session)).withPart(step, part),
            this::heard,
            Progress.SILENT);
  }

  /** What is shown of the place of a step's container. */
  String shellPlace(ImageSession session, String step) {
    return new Runner(cache(), Clock.systemUTC())
        .look(
            session.name(),
            engine().plan(session),
            step,
            Progress.SILENT,
            command -> "on this machine",
            RemoteShell::place);
  }

  private BuildCache cache() {
    return new BuildCache(folder.resolve("build"));
  }

  private void heard(BuildEvent event) {
    if (event instanceof BuildEvent.Done done) {
      worked.add(done.stepId());
    }
  }

  /** The steps that did their work in the last run. */
  List<String> worked() {
    return List.copyOf(worked);
  }

  /** What a step of the last run said. */
  String log(ImageSession session, String step) throws IOException {
    return Files.readString(
        new RunHistory(cache()).last(session.name()).orElseThrow().step(step).log());
  }
}
