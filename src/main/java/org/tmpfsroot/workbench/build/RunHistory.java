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
import java.util.stream.Stream;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.LockFile;
import org.tmpfsroot.workbench.io.TemporaryFolder;

/**
 * The runs of each session, kept beside the build cache in {@code runs/SESSION/TIME/}: {@code
 * run.json}, and of a run that failed the step's folder as it was, {@code STEP/}. The last twenty
 * stay. A run holds {@code alive} while it lasts, so that one that was killed is told from it.
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

  /** The last run of the session of that name. */
  public Optional<RunRecord> last(String session) {
    return of(session).stream().findFirst();
  }

  /** Begins a run: a folder for it, while what old runs left is cleared away. */
  Path begin(String session, Instant now) throws IOException {
    List<Path> before = folders(session);
    for (int i = 0; i < before.size(); i++) {
      if (i >= KEPT - 1) {
        TemporaryFolder.delete(before.get(i));
      } else {
        deleteFoldersIn(before.get(i));
      }
    }
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

  void write(Path folder, RunRecord record) {
    record.write(folder.resolve(RECORD));
  }

  private static void deleteFoldersIn(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.filter(Files::isDirectory).toList()) {
        TemporaryFolder.delete(path);
      }
    }
  }

  private List<Path> folders(String session) {
    Path parent = root.resolve(session);
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(parent)) {
      return paths.filter(Files::isDirectory).sorted(java.util.Comparator.reverseOrder()).toList();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(parent, e);
    }
  }
}
