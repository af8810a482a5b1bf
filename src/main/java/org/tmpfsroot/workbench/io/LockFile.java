package org.tmpfsroot.workbench.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Cancelled;

/**
 * A lock between the threads of this program and between programs, held by one at a time until
 * closed; the system releases it when the holder is killed. The empty file it is taken on stays:
 * callers choose from a bounded number of names.
 */
public final class LockFile implements AutoCloseable {
  /**
   * What this program holds. The system's locks belong to the process and all of them on a file are
   * lost when any of its channels to that file is closed, so a file is never opened twice.
   */
  private static final Set<Path> HELD = new HashSet<>();

  /**
   * Between two looks at what another program holds. The system could wait for us, but would call
   * it a deadlock when that program has a thread that waits for one of ours.
   */
  private static final long PAUSE_MILLIS = 10;

  private final Path file;
  private final FileChannel channel;

  private LockFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Waits until the lock is free and takes it. The folder is made where missing.
   *
   * @throws Cancelled when interrupted while waiting
   */
  public static LockFile acquire(Path file) throws IOException {
    Path name = file.toAbsolutePath().normalize();
    synchronized (HELD) {
      try {
        while (HELD.contains(name)) {
          HELD.wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Cancelled();
      }
      HELD.add(name);
    }
    LockFile lock = open(name, true);
    if (lock == null) {
      throw new IllegalStateException("waited for " + name + " and got nothing");
    }
    return lock;
  }

  /** Takes the lock if it is free now. */
  public static Optional<LockFile> tryAcquire(Path file) throws IOException {
    Path name = file.toAbsolutePath().normalize();
    synchronized (HELD) {
      if (!HELD.add(name)) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(open(name, false));
  }

  private static @Nullable LockFile open(Path name, boolean wait) throws IOException {
    FileChannel channel = null;
    boolean held = false;
    try {
      Path folder = name.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      channel = FileChannel.open(name, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      held = channel.tryLock() != null;
      while (wait && !held) {
        Thread.sleep(PAUSE_MILLIS);
        held = channel.tryLock() != null;
      }
      return held ? new LockFile(name, channel) : null;
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    } finally {
      if (!held) {
        release(name, channel);
      }
    }
  }

  private static void release(Path name, @Nullable FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      synchronized (HELD) {
        HELD.remove(name);
        HELD.notifyAll();
      }
    }
  }

  @Override
  public void close() throws IOException {
    release(file, channel);
  }
}
