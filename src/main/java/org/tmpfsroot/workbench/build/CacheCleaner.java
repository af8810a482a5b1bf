package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.LockFile;
import org.tmpfsroot.workbench.io.TemporaryFolder;

/**
 * Makes room in a build cache. What a run of any program has used since it began is left alone; so
 * is a step that somebody is at work on.
 */
public final class CacheCleaner {
  private final BuildCache cache;
  private final RunHistory history;

  public CacheCleaner(BuildCache cache) {
    this.cache = cache;
    this.history = new RunHistory(cache);
  }

  /**
   * The kept output of a step.
   *
   * @param used when it was of use last
   * @param bytes how much its files have
   */
  public record Kept(String stepId, Path folder, Instant used, long bytes) {}

  /** All that is kept, what was not of use for longest first. */
  public List<Kept> kept() {
    List<Kept> kept = new ArrayList<>();
    try {
      for (Path step : TemporaryFolder.list(cache.root().resolve("steps"))) {
        for (Path folder : TemporaryFolder.list(step)) {
          Cancelled.check();
          kept.add(kept(step.getFileName().toString(), new BuildCache.Entry(folder)));
        }
      }
    } catch (IOException e) {
      throw AtomicFile.cannotRead(cache.root(), e);
    }
    kept.sort(Comparator.comparing(Kept::used).thenComparing(Kept::folder));
    return List.copyOf(kept);
  }

  private static Kept kept(String stepId, BuildCache.Entry entry) throws IOException {
    long bytes;
    try {
      bytes = OutputFiles.read(entry.files()).bytes();
    } catch (NoSuchFileException | IllegalArgumentException e) {
      // being removed, or damaged
      bytes = 0;
    }
    return new Kept(stepId, entry.folder(), used(entry), bytes);
  }

  private static Instant used(BuildCache.Entry entry) throws IOException {
    try {
      return Files.getLastModifiedTime(entry.key()).toInstant();
    } catch (NoSuchFileException e) {
      return Instant.EPOCH;
    }
  }

  /** What {@link #remove} would remove of what was used last before {@code then}. */
  public List<Kept> unusedSince(Instant then) {
    Instant busy = busySince(Instant.MAX);
    return kept().stream()
        .filter(each -> each.used().isBefore(then) && each.used().isBefore(busy))
        .toList();
  }

  /**
   * What has to go, so that at most {@code limit} bytes stay.
   *
   * @param began what was of use since then stays in any case
   */
  List<Kept> beyond(long limit, Instant began) {
    List<Kept> all = kept();
    Instant busy = busySince(began);
    long left = all.stream().mapToLong(Kept::bytes).sum();
    List<Kept> beyond = new ArrayList<>();
    for (Kept each : all) {
      if (left <= limit) {
        break;
      }
      if (each.used().isBefore(busy)) {
        beyond.add(each);
        left -= each.bytes();
      }
    }
    return List.copyOf(beyond);
  }

  /** The clock of a file system may be behind a little. */
  private Instant busySince(Instant began) {
    Instant alive = history.earliestAlive().orElse(Instant.MAX);
    Instant first = alive.isBefore(began) ? alive : began;
    return first.equals(Instant.MAX) ? first : first.minusSeconds(1);
  }

  /**
   * Removes what was found, but for what has become of use since.
   *
   * @return what is gone
   */
  public List<Kept> remove(List<Kept> found) {
    List<Kept> gone = new ArrayList<>();
    for (Kept each : found) {
      Cancelled.check();
      try {
        Optional<LockFile> turn = cache.tryLock(each.folder().getFileName().toString());
        if (turn.isPresent()) {
          try {
            BuildCache.Entry entry = new BuildCache.Entry(each.folder());
            if (!used(entry).isAfter(each.used())) {
              BuildCache.remove(entry);
              gone.add(each);
            }
          } finally {
            turn.get().close();
          }
        }
      } catch (IOException e) {
        throw AtomicFile.cannotWrite(each.folder(), e);
      }
    }
    return List.copyOf(gone);
  }
}
