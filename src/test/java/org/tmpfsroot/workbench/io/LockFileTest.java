package org.tmpfsroot.workbench.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.testing.ReadyProgram;

@Timeout(60)
class LockFileTest {
  @TempDir Path folder;

  /** Holds the first lock, and then waits for the second. */
  static final class Other {
    private Other() {}

    public static void main(String[] words) throws IOException {
      LockFile held = LockFile.acquire(Path.of(words[0]));
      System.out.println("ready");
      LockFile.acquire(Path.of(words[1])).close();
      held.close();
      System.out.println("had both");
    }
  }

  private static <T> FutureTask<T> begun(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    new Thread(task, "waiting").start();
    return task;
  }

  @Test
  void oneAtATimeHasIt() throws Exception {
    Path file = folder.resolve("locks/a");
    LockFile held = LockFile.acquire(file);
    assertEquals(Optional.empty(), LockFile.tryAcquire(file));
    FutureTask<LockFile> second = begun(() -> LockFile.acquire(file));
    assertThrows(TimeoutException.class, () -> second.get(50, TimeUnit.MILLISECONDS));
    held.close();
    second.get().close();
    LockFile.tryAcquire(file).orElseThrow().close();
  }

  @Test
  void whoeverIsKilledHasItNoMore() throws Exception {
    Path file = folder.resolve("a");
    LockFile held = LockFile.acquire(folder.resolve("b"));
    Process other = ReadyProgram.start(Other.class, file, folder.resolve("b"));
    assertEquals(Optional.empty(), LockFile.tryAcquire(file));
    other.destroyForcibly().waitFor();
    held.close();
    LockFile.acquire(file).close();
  }

  @Test
  void waitingEndsWithTheThreadsInterrupt() throws Exception {
    Path file = folder.resolve("a");
    LockFile held = LockFile.acquire(folder.resolve("b"));
    Process other = ReadyProgram.start(Other.class, file, folder.resolve("b"));
    FutureTask<Boolean> waiting =
        begun(
            () -> {
              Thread.currentThread().interrupt();
              assertThrows(Cancelled.class, () -> LockFile.acquire(file));
              return Thread.interrupted();
            });
    assertTrue(waiting.get());
    held.close();
    assertTrue(other.waitFor(30, TimeUnit.SECONDS));
    LockFile.acquire(file).close();
  }

  /**
   * The system knows programs, not their threads: that each of two has what a thread of the other
   * waits for it would refuse as a deadlock, which it is not.
   */
  @Test
  void twoProgramsMayWaitForEachOthersThreads() throws Exception {
    Path a = folder.resolve("a");
    Path b = folder.resolve("b");
    LockFile held = LockFile.acquire(a);
    Process other = ReadyProgram.start(Other.class, b, a);
    FutureTask<LockFile> waiting = begun(() -> LockFile.acquire(b));
    assertFalse(other.waitFor(500, TimeUnit.MILLISECONDS));
    assertFalse(waiting.isDone());
    held.close();
    waiting.get().close();
    assertEquals("had both", other.inputReader().readLine());
    assertEquals(0, other.waitFor());
  }
}
