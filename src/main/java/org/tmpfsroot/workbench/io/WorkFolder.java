package org.tmpfsroot.workbench.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A temporary folder whose owner can be told to be alive: gone when closed, and where the owner was
 * killed, gone when the next one is made in the same parent.
 */
public final class WorkFolder implements AutoCloseable {
  private static final String OWNED = "owned";

  private final Path folder;
  private final LockFile owned;

  private WorkFolder(Path folder, LockFile owned) {
    this.folder = folder;
    this.owned = owned;
  }

  /** Makes one below {@code parent}, which is made where missing, and removes orphans there. */
  public static WorkFolder createIn(Path parent) throws IOException {
    LockFile turn = LockFile.acquire(parent.resolve("lock"));
    try {
      removeOrphans(parent);
      Path folder = Files.createTempDirectory(parent, AtomicFile.TEMPORARY_PREFIX);
      return new WorkFolder(folder, LockFile.acquire(folder.resolve(OWNED)));
    } finally {
      turn.close();
    }
  }

  /** Removes what killed owners left below {@code parent}; nothing where that is missing. */
  public static void removeOrphansIn(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return;
    }
    LockFile turn = LockFile.acquire(parent.resolve("lock"));
    try {
      removeOrphans(parent);
    } finally {
      turn.close();
    }
  }

  private static void removeOrphans(Path parent) throws IOException {
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(parent, AtomicFile.TEMPORARY_PREFIX + "*")) {
      for (Path folder : found) {
        Optional<LockFile> orphaned = LockFile.tryAcquire(folder.resolve(OWNED));
        if (orphaned.isPresent()) {
          try {
            TemporaryFolder.delete(folder);
          } finally {
            orphaned.get().close();
          }
        }
      }
    }
  }

  /** A name below this folder, free for the caller to use. */
  public Path resolve(String name) {
    if (name.equals(OWNED)) {
      throw new IllegalArgumentException("the name " + OWNED + " is taken");
    }
    return folder.resolve(name);
  }

  @Override
  public void close() throws IOException {
    try {
      TemporaryFolder.delete(folder);
    } finally {
      owned.close();
    }
  }
}
