package org.tmpfsroot.workbench.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.LockFile;
import org.tmpfsroot.workbench.io.TemporaryFolder;

/**
 * What was changed at a prompt and not saved, kept where it is found again when the program was
 * killed: a folder for each program that runs, with the session as it is now and a lock that the
 * system takes away with the program.
 */
public final class UnsavedSessions implements AutoCloseable {
  private static final String SESSION = "session.json";
  private static final String ALIVE = "alive";

  private final Path root;
  private final Workspace workspace;
  private Optional<Own> own = Optional.empty();

  private record Own(Path folder, LockFile alive) {}

  /**
   * A session that nobody has open any more.
   *
   * @param file what it was when the program ended
   */
  public record Left(String name, Path file) {}

  /** Those kept in {@code root}, which need not exist. */
  public UnsavedSessions(Path root, Workspace workspace) {
    this.root = root;
    this.workspace = workspace;
  }

  /**
   * From now on each change is written down, until {@link #close}.
   *
   * @throws Fault (world) when nothing can be written there
   */
  public synchronized void guard() {
    try {
      Files.createDirectories(root);
      // for its owner alone: a session may hold a crypted password
      Path folder = Files.createTempDirectory(root, "");
      LockFile alive = LockFile.acquire(folder.resolve(ALIVE));
      own = Optional.of(new Own(folder, alive));
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(root, e);
    }
    workspace.afterEachChange(this::keep);
    keep();
  }

  private synchronized void keep() {
    own.ifPresent(
        mine -> {
          try {
            if (workspace.unsaved()) {
              SessionJson.write(workspace.session(), mine.folder.resolve(SESSION));
            } else {
              Files.deleteIfExists(mine.folder.resolve(SESSION));
            }
          } catch (Fault | IOException e) {
            // the change is made all the same; whoever saves it is told what is wrong
          }
        });
  }

  /**
   * Those of programs that are gone, the last one first.
   *
   * @throws Fault (world) when it cannot be looked there
   */
  public List<Left> left() {
    List<Left> left = new ArrayList<>();
    try {
      if (Files.isDirectory(root)) {
        for (Path folder : TemporaryFolder.list(root)) {
          if (isDead(folder)) {
            ofDead(folder).ifPresent(left::add);
          }
        }
      }
    } catch (IOException e) {
      throw AtomicFile.cannotRead(root, e);
    }
    left.sort(Comparator.comparing((Left each) -> each.file().toFile().lastModified()).reversed());
    return left;
  }

  private static boolean isDead(Path folder) throws IOException {
    Optional<LockFile> free = LockFile.tryAcquire(folder.resolve(ALIVE));
    if (free.isPresent()) {
      free.get().close();
    }
    return free.isPresent();
  }

  private Optional<Left> ofDead(Path folder) throws IOException {
    Path file = folder.resolve(SESSION);
    if (!Files.exists(file)) {
      TemporaryFolder.delete(folder);
      return Optional.empty();
    }
    try {
      return Optional.of(new Left(SessionJson.read(file, workspace.machine()).name(), file));
    } catch (Fault fault) {
      // written by another version of the program, which knows how to read it
      return Optional.empty();
    }
  }

  /**
   * Opens one that was left, as a session that has no file yet.
   *
   * @param name the command that asks for it, for undo
   * @param wanted its name; the last one when empty
   * @throws Fault (usage) when there is none, or none of that name
   */
  public ImageSession recover(String name, Optional<String> wanted) {
    List<Left> left = left();
    Left found =
        left.stream()
            .filter(each -> wanted.map(each.name()::equals).orElse(true))
            .findFirst()
            .orElseThrow(() -> none(wanted, left));
    ImageSession session = SessionJson.read(found.file(), workspace.machine());
    workspace.start(name, session);
    try {
      TemporaryFolder.delete(found.file().resolveSibling("").normalize());
    } catch (IOException e) {
      // it is offered once more
    }
    return session;
  }

  private static Fault none(Optional<String> wanted, List<Left> left) {
    return Fault.usage(
        "there is nothing to recover",
        wanted
            .map(
                name ->
                    Nearest.sentence(
                        name,
                        left.stream().map(Left::name).toList(),
                        "no session '" + name + "' was left unsaved"))
            .orElse("no session was left unsaved by a program that was killed"),
        "type `session open FILE`");
  }

  /** Nothing is left of this program's session: whoever leaves the program was asked. */
  public synchronized void forget() {
    end(true);
  }

  /** What is not saved is offered the next time, unless it was to be forgotten. */
  @Override
  public synchronized void close() {
    end(false);
  }

  private void end(boolean forgotten) {
    try {
      if (own.isPresent()) {
        workspace.afterEachChange(() -> {});
        own.get().alive.close();
        Path folder = own.get().folder;
        if (forgotten || !Files.exists(folder.resolve(SESSION))) {
          TemporaryFolder.delete(folder);
        }
      }
    } catch (IOException e) {
      // what stays is offered the next time
    }
    own = Optional.empty();
  }
}
