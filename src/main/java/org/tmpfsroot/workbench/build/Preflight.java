package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.build.Outlook.Obstacle;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.session.ImageSession;

/** Looks, before the first step, for everything that a run would fail on later. */
public final class Preflight {
  private final BuildCache cache;
  private final Engine engine;

  public Preflight(BuildCache cache, Engine engine) {
    this.cache = cache;
    this.engine = engine;
  }

  /**
   * All that stands in the way; nothing, and no time spent, where every step is known.
   *
   * @param target where the product is to go
   */
  public List<Obstacle> of(ImageSession session, Plan plan, Path target, Progress progress) {
    Map<String, Long> known = new LinkedHashMap<>();
    for (PlannedStep step : plan.steps()) {
      Optional<BuildCache.Entry> entry = cache.find(step);
      if (entry.isPresent()) {
        known.put(step.id(), bytes(entry.get()));
      }
    }
    List<Obstacle> obstacles = new ArrayList<>(place(target, "the image"));
    long image = known.getOrDefault(plan.product().stepId(), 0L);
    if (known.size() < plan.steps().size()) {
      Outlook outlook = engine.outlook(session, known, progress);
      obstacles.addAll(outlook.obstacles());
      obstacles.addAll(place(cache.root().resolve("steps"), "the outputs of steps"));
      obstacles.addAll(room(outlook.bytes()));
      image = Math.max(image, outlook.product());
    }
    if (obstacles.isEmpty()) {
      obstacles.addAll(roomBesideCache(target, image));
    }
    return List.copyOf(obstacles);
  }

  private static long bytes(BuildCache.Entry entry) {
    try {
      return OutputFiles.read(entry.files()).bytes();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(entry.files(), e);
    }
  }

  /** Whether something can be put beside {@code file}; on the way there folders may be missing. */
  private static List<Obstacle> place(Path file, String what) {
    Path there = existing(file.toAbsolutePath());
    return reason(there).stream()
        .map(
            why ->
                new Obstacle(
                    "cannot write " + what + " to " + file,
                    why,
                    "choose another place, or get the right to write there"))
        .toList();
  }

  /** Why nothing can be put into that folder; to be sure, something is. */
  private static Optional<String> reason(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.of(folder + " is not a folder");
    }
    try {
      Files.delete(Files.createTempFile(folder, AtomicFile.TEMPORARY_PREFIX, ""));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("nothing can be put into " + folder + ": " + IoReason.of(e));
    }
  }

  /** An image is copied to where it cannot be linked from the cache. */
  private List<Obstacle> roomBesideCache(Path target, long image) {
    Path there = existing(target.toAbsolutePath());
    try {
      FileStore store = Files.getFileStore(there);
      if (store.equals(Files.getFileStore(existing(cache.root().resolve("steps"))))
          || store.getUsableSpace() >= image) {
        return List.of();
      }
      return List.of(
          new Obstacle(
              "there is no room for the image",
              "it has about "
                  + new Size(image)
                  + ", and "
                  + new Size(store.getUsableSpace())
                  + " are free in "
                  + there,
              "make room there, or choose another place with `build run --output FILE`"));
    } catch (IOException e) {
      throw AtomicFile.cannotRead(there, e);
    }
  }

  private static Path existing(Path file) {
    Path there = file.resolveSibling("").normalize();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  private List<Obstacle> room(long bytes) {
    Path there = existing(cache.root().resolve("steps"));
    try {
      FileStore store = Files.getFileStore(there);
      long free = store.getUsableSpace();
      return free >= bytes
          ? List.of()
          : List.of(
              new Obstacle(
                  "there is no room for the build",
                  "it writes about "
                      + new Size(bytes)
                      + " into "
                      + cache.root()
                      + ", and "
                      + new Size(free)
                      + " are free there",
                  "make room, with `build clean --older 7d` for one, or start with --home and"
                      + " another folder"));
    } catch (IOException e) {
      throw AtomicFile.cannotRead(there, e);
    }
  }
}
