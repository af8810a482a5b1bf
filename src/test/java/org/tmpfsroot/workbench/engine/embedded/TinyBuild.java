package org.tmpfsroot.workbench.engine.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.build.BuildCache;
import org.tmpfsroot.workbench.build.BuildEvent;
import org.tmpfsroot.workbench.build.Plan;
import org.tmpfsroot.workbench.build.RunHistory;
import org.tmpfsroot.workbench.build.RunOutcome;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.build.RunRecord;
import org.tmpfsroot.workbench.build.RunRequest;
import org.tmpfsroot.workbench.build.Runner;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.session.ImageSession;

/** A program's caches below one folder, and what its builds did. */
final class TinyBuild {
  private final Path folder;
  private final List<String> worked = new ArrayList<>();

  TinyBuild(Path folder) {
    this.folder = folder;
  }

  Path image(ImageSession session) {
    return run(session, RunRange.ALL, Progress.SILENT).product().orElseThrow();
  }

  RunOutcome run(ImageSession session, RunRange range, Progress progress) {
    return new Runner(cache(), Clock.systemUTC())
        .run(RunRequest.of(session.name(), plan(session)).withRange(range), this::heard, progress);
  }

  Plan plan(ImageSession session) {
    return new EmbeddedEngine(downloader()).plan(session);
  }

  Downloader downloader() {
    return new Downloader(
        new ContentStore(folder.resolve("content")), true, RetryPolicy.standard());
  }

  BuildCache cache() {
    return new BuildCache(folder.resolve("build"));
  }

  private void heard(BuildEvent event) {
    if (event instanceof BuildEvent.Done done) {
      worked.add(done.stepId());
    }
  }

  /** The steps that did their work since this was asked last. */
  List<String> worked() {
    List<String> steps = List.copyOf(worked);
    worked.clear();
    return steps;
  }

  /** What a step of the last run said. */
  String log(ImageSession session, String step) throws IOException {
    RunRecord run = new RunHistory(cache()).last(session.name()).orElseThrow();
    return Files.readString(run.step(step).log());
  }

  /** That no work in progress, and no temporary file, is left anywhere. */
  void assertNothingHalfDone() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      assertEquals(
          List.of(),
          all.map(Path::toString)
              .filter(name -> name.contains(".wb-tmp-") || name.endsWith(".part"))
              .toList());
    }
  }

  static String text(IsoImage image, String path) throws IOException {
    IsoEntry entry = image.find(path).orElseThrow(() -> new AssertionError("no " + path));
    return new String(image.open(entry).readAllBytes(), StandardCharsets.UTF_8);
  }
}
