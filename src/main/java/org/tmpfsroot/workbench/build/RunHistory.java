package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.LockFile;
import org.tmpfsroot.workbench.io.TemporaryFolder;

/**
 * The runs of each session, kept beside the build cache in {@code runs/SESSION/TIME/}: {@code
 * run.json}, and in {@code STEP/} the {@link Workplace} of a step at work or of one that failed.
 * The last twenty stay; of a work place only what was said outlives the next run. A run holds
 * {@code alive} while it lasts, so that one that was killed is told from it.
 */
public final class RunHistory {
  private static final int KEPT = 20;
  private static final String RECORD = "run.json";
  private static final String ALIVE = "alive";
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path root;

  public RunHistory(BuildCache cache) {
    this.root = cache.root().resolve("runs");
  }

  /** The runs of the session of that name, the last one first. */
  public List<RunRecord> of(String session) {
    return folders(session).stream().flatMap(folder -> record(folder).stream()).toList();
  }

  private static Optional<RunRecord> record(Path folder) {
    try {
      RunRecord record = RunRecord.read(folder.resolve(RECORD));
      boolean killed = record.state() == StepState.RUNNING && !isAlive(folder);
      return Optional.of(killed ? record.killed() : record);
    } catch (IOException e) {
      // of a run that was killed before it wrote anything
      return Optional.empty();
    }
  }

  private static boolean isAlive(Path folder) throws IOException {
    Optional<LockFile> dead = alive(folder);
    if (dead.isPresent()) {
      dead.get().close();
    }
    return dead.isEmpty();
  }

  /** Empty while the run goes on; what is returned marks it as going on until closed. */
  static Optional<LockFile> alive(Path folder) throws IOException {
    return LockFile.tryAcquire(folder.resolve(ALIVE));
  }

  /** The last run of the session of that name, be it of the plan or of a part of a step. */
  public Optional<RunRecord> last(String session) {
    return of(session).stream().findFirst();
  }

  /** The last run of the session's plan. */
  public Optional<RunRecord> lastOfPlan(String session) {
    return of(session).stream().filter(run -> run.part().isEmpty()).findFirst();
  }

  /** Where the step worked, if that was kept: its output may be half an output. */
  public Optional<Workplace> kept(String session, String stepId) {
    return folders(session).stream()
        .map(folder -> new Workplace(folder.resolve(stepId)))
        .filter(place -> Files.isDirectory(place.output()))
        .findFirst();
  }

  /** When the run began that goes on for longest, of any session. */
  Optional<Instant> earliestAlive() {
    try {
      return TemporaryFolder.list(root).stream()
          .flatMap(session -> of(session.getFileName().toString()).stream())
          .filter(run -> run.state() == StepState.RUNNING)
          .map(RunRecord::began)
          .min(Instant::compareTo);
    } catch (IOException e) {
      throw AtomicFile.cannotRead(root, e);
    }
  }

  /** Clears away what runs of any session left to be looked into. */
  public void clearAll() {
    try {
      for (Path session : TemporaryFolder.list(root)) {
        for (Path folder : folders(session.getFileName().toString())) {
          clear(folder);
        }
      }
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(root, e);
    }
  }

  /** Begins a run: a folder for it, while what old runs left is cleared away. */
  Path begin(String session, Instant now) throws IOException {
    List<Path> before = folders(session);
    for (int i = KEPT - 1; i < before.size(); i++) {
      TemporaryFolder.delete(before.get(i));
    }
    for (Path folder : before) {
      clear(folder);
    }
    clearAfterKilled(session);
    Path parent = root.resolve(session);
    Files.createDirectories(parent);
    String id = ID.format(now);
    for (int again = 2; ; again++) {
      try {
        return Files.createDirectory(parent.resolve(id));
      } catch (FileAlreadyExistsException e) {
        // another program began a run at the same moment
        id = ID.format(now) + "-" + again;
      }
    }
  }

  /** Programs that were killed may have worked for any session. */
  private void clearAfterKilled(String session) throws IOException {
    for (Path other : TemporaryFolder.list(root)) {
      if (!other.equals(root.resolve(session)) && Files.isDirectory(other)) {
        for (Path folder : folders(other.getFileName().toString())) {
          if (record(folder).map(RunRecord::wasKilled).orElse(true)) {
            clear(folder);
          }
        }
      }
    }
  }

  void write(Path folder, RunRecord record) {
    record.write(folder.resolve(RECORD));
  }

  /** Leaves of a run that is over only what was said. */
  private static void clear(Path folder) throws IOException {
    List<Path> places = TemporaryFolder.list(folder);
    if (places.stream().noneMatch(RunHistory::isUntidy)) {
      return;
    }
    Optional<LockFile> dead = alive(folder);
    if (dead.isPresent()) {
      try {
        for (Path path : places) {
          clearPlace(path);
        }
      } finally {
        dead.get().close();
      }
    }
  }

  private static boolean isUntidy(Path path) {
    return path.getFileName().toString().startsWith(AtomicFile.TEMPORARY_PREFIX)
        || Files.isDirectory(new Workplace(path).output())
        || Files.isDirectory(new Workplace(path).scratch());
  }

  private static void clearPlace(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      TemporaryFolder.delete(new Workplace(path).output());
      TemporaryFolder.delete(new Workplace(path).scratch());
    } else if (path.getFileName().toString().startsWith(AtomicFile.TEMPORARY_PREFIX)) {
      Files.deleteIfExists(path);
    }
  }

  private List<Path> folders(String session) {
    Path parent = root.resolve(session);
    try {
      return TemporaryFolder.list(parent).stream()
          .filter(Files::isDirectory)
          .sorted(java.util.Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(parent, e);
    }
  }
}
