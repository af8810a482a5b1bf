package org.tmpfsroot.workbench.session;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * The one mutable object: the open session, the file it is kept in, and what was changed in which
 * order. May be called from several threads; a change is all or nothing.
 */
public final class Workspace {
  private final MachineDefaults machine;
  private final Deque<Change> done = new ArrayDeque<>();
  private final Deque<Change> undone = new ArrayDeque<>();
  private @Nullable ImageSession current;
  private @Nullable ImageSession saved;
  private @Nullable Path file;

  /**
   * A named change.
   *
   * @param name the command that made it, for people: {@code package add podman}
   */
  public record Change(String name, ImageSession before, ImageSession after) {}

  public Workspace(MachineDefaults machine) {
    this.machine = machine;
  }

  /** What holds for every session on this machine. */
  public MachineDefaults machine() {
    return machine;
  }

  /** The open session, if one is. */
  public synchronized Optional<ImageSession> current() {
    return Optional.ofNullable(current);
  }

  /**
   * The open session.
   *
   * @throws Fault (session) when none is open
   */
  public synchronized ImageSession session() {
    if (current == null) {
      throw Fault.session(
          "no session is open",
          "this needs one to work on",
          "type `session new NAME` or `session open FILE`");
    }
    return current;
  }

  /** The file of the open session, once it has one. */
  public synchronized Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** The session as it was last saved or opened. */
  public synchronized Optional<ImageSession> saved() {
    return Optional.ofNullable(saved);
  }

  /** Whether the open session differs from its file, or has none. */
  public synchronized boolean unsaved() {
    return current != null && !current.equals(saved);
  }

  /** Opens a session that was never saved, in place of the present one. */
  public synchronized void start(ImageSession session) {
    replace(session, null, null);
  }

  /** Opens the session saved in {@code path}, in place of the present one. */
  public void open(Path path) {
    ImageSession session = SessionJson.read(path, machine);
    synchronized (this) {
      replace(session, session, path.toAbsolutePath().normalize());
    }
  }

  /**
   * Writes the open session into its file.
   *
   * @param path the file to keep it in from now on
   */
  public synchronized void save(Path path) {
    ImageSession session = session();
    Path target = path.toAbsolutePath().normalize();
    SessionJson.write(session, target);
    saved = session;
    file = target;
  }

  /** Leaves without a session. What is not saved is gone. */
  public synchronized void close() {
    replace(null, null, null);
  }

  /**
   * Changes the open session, or leaves it as it is where {@code change} throws.
   *
   * @param name the command that asks for it, for undo
   * @return the session before and after, which may be equal; only a difference can be undone
   */
  public synchronized Change update(String name, UnaryOperator<ImageSession> change) {
    ImageSession before = session();
    ImageSession after = change.apply(before);
    Change made = new Change(name, before, after);
    if (!after.equals(before)) {
      done.push(made);
      undone.clear();
      current = after;
    }
    return made;
  }

  /**
   * Takes the last change back.
   *
   * @throws Fault (usage) when there is none
   */
  public synchronized Change undo() {
    session();
    if (done.isEmpty()) {
      throw Fault.usage(
          "nothing to undo",
          "nothing was changed since the session was opened",
          "type `session show`");
    }
    Change change = done.pop();
    undone.push(change);
    current = change.before();
    return change;
  }

  /**
   * Makes the change again that was last taken back.
   *
   * @throws Fault (usage) when there is none
   */
  public synchronized Change redo() {
    session();
    if (undone.isEmpty()) {
      throw Fault.usage(
          "nothing to redo", "no change was taken back", "type `session undo` before");
    }
    Change change = undone.pop();
    done.push(change);
    current = change.after();
    return change;
  }

  private synchronized void replace(
      @Nullable ImageSession session, @Nullable ImageSession asSaved, @Nullable Path path) {
    current = session;
    saved = asSaved;
    file = path;
    done.clear();
    undone.clear();
  }
}
