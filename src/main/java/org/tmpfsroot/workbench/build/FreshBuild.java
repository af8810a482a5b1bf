package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.WorkFolder;

/**
 * A build that takes nothing from the cache and leaves nothing in it: it has a cache of its own,
 * beside the other one and on the same disk, which is gone when this is closed.
 */
public final class FreshBuild implements AutoCloseable {
  private static final String PARENT = "fresh";

  private final WorkFolder folder;
  private final BuildCache own;
  private final Runner runner;

  private FreshBuild(WorkFolder folder, Clock clock) {
    this.folder = folder;
    this.own = new BuildCache(folder.resolve("build"));
    this.runner = new Runner(own, clock);
  }

  /**
   * Prepares one; what a killed one left is cleared away.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when there is no room or right for it
   */
  public static FreshBuild beside(BuildCache cache, Clock clock) {
    Path parent = cache.root().resolve(PARENT);
    try {
      cache.prepare();
      return new FreshBuild(WorkFolder.createIn(parent), clock);
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(parent, e);
    }
  }

  /** Clears away what killed ones left. */
  public static void clearAway(BuildCache cache, Clock clock) {
    if (Files.isDirectory(cache.root().resolve(PARENT))) {
      beside(cache, clock).close();
    }
  }

  /** What holds the outputs of its steps. */
  public BuildCache cache() {
    return own;
  }

  /** What runs its steps. */
  public Runner runner() {
    return runner;
  }

  /** A name beside its steps' outputs, gone like them. */
  public Path resolve(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    try {
      folder.close();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(own.root(), e);
    }
  }
}
