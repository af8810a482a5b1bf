package org.tmpfsroot.workbench.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;

/**
 * The one mutable object: the open session, the file it is kept in, and what was changed in which
 * order. Opening another session is a change like any other and can be undone, so that nothing
 * unsaved is lost by it. May be called from several threads; a change is all or nothing.
 */
public final class Workspace {
  private final MachineDefaults machine;
  private final LastBuilt lastBuilt;
  private final Deque<Step> done = new ArrayDeque<>();
  private final Deque<Step> undone = new ArrayDeque<>();
  private State now = State.EMPTY;
  private Runnable afterChange = () -> {};

  /** A session and where it is kept; the file outlives undo. */
  private static final class Kept {
    private @Nullable Path file;
    private @Nullable ImageSession saved;
    private @Nullable Path lockFile;
    private @Nullable Digest content;
  }

  private record State(Optional<ImageSession> session, Kept kept) {
    static final State EMPTY = new State(Optional.empty(), new Kept());
  }

  private record Step(String name, State before, State after) {}

  /** The session before and after a change; equal where it changed nothing. */
  public record Change(ImageSession before, ImageSession after) {
    /** Whether it made a difference. */
    public boolean changed() {
      return !before.equals(after);
    }
  }

  /** A workspace that forgets what was built when the program ends. */
  public Workspace(MachineDefaults machine) {
    this(machine, LastBuilt.inMemory());
  }

  public Workspace(MachineDefaults machine, LastBuilt lastBuilt) {
    this.machine = machine;
    this.lastBuilt = lastBuilt;
  }

  /** What holds for every session on this machine. */
  public MachineDefaults machine() {
    return machine;
  }

  /** The open session, if one is. */
  public synchronized Optional<ImageSession> current() {
    return now.session();
  }

  /**
   * The open session.
   *
   * @throws Fault (session) when none is open
   */
  public synchronized ImageSession session() {
    return now.session()
        .orElseThrow(
            () ->
                Fault.session(
                    "no session is open",
                    "this needs one to work on",
                    "type `session new NAME` or `session open FILE`"));
  }

  /** The file of the open session, once it has one. */
  public synchronized Optional<Path> file() {
    return Optional.ofNullable(now.kept().file);
  }

  /** The open session as it was last saved or opened. */
  public synchronized Optional<ImageSession> saved() {
    return Optional.ofNullable(now.kept().saved);
  }

  /**
   * The file that a person would look into for the session's lock: the one it was last loaded from
   * or written to, else the one beside the session's file.
   */
  public synchronized Optional<Path> lockFile() {
    return Optional.ofNullable(now.kept().lockFile)
        .or(
            () ->
                saved().flatMap(ImageSession::lock).isPresent()
                    ? file().map(SessionJson::lockBeside)
                    : Optional.empty());
  }

  /** Remembers where the lock was loaded from or written to. */
  public synchronized void lockFile(Path file) {
    now.kept().lockFile = file;
  }

  /** The open session as it was when its image was built last on this machine. */
  public synchronized Optional<ImageSession> built() {
    return now.session().map(ImageSession::name).flatMap(lastBuilt::of);
  }

  /** Notes that the image of {@code session} was built. */
  public void noteBuilt(ImageSession session) {
    lastBuilt.keep(session);
  }

  /** Has {@code work} done after each change, and after the session was saved. */
  public synchronized void afterEachChange(Runnable work) {
    afterChange = work;
  }

  /** Whether the open session differs from its file, or has none. */
  public synchronized boolean unsaved() {
    return now.session().isPresent() && !now.session().equals(saved());
  }

  /**
   * Opens a session that was never saved, in place of the present one.
   *
   * @param name the command that asks for it, for undo
   */
  public synchronized void start(String name, ImageSession session) {
    move(name, new State(Optional.of(session), new Kept()));
  }

  /**
   * Opens the session saved in {@code path}, in place of the present one.
   *
   * @param name the command that asks for it, for undo
   */
  public ImageSession open(String name, Path path) {
    Kept kept = new Kept();
    kept.content = content(path);
    ImageSession session = SessionJson.read(path, machine);
    kept.file = path.toAbsolutePath().normalize();
    kept.saved = session;
    synchronized (this) {
      move(name, new State(Optional.of(session), kept));
    }
    return session;
  }

  /**
   * Writes the open session into {@code path}, its file from now on.
   *
   * @throws Fault (session) when none is open; (world) when it cannot be written, or another
   *     program has written to the session's file meanwhile
   */
  public synchronized void save(Path path) {
    ImageSession session = session();
    Path target = path.toAbsolutePath().normalize();
    if (target.equals(now.kept().file)) {
      refuseToLose(target, now.kept().content);
    }
    SessionJson.write(session, target);
    now.kept().saved = session;
    now.kept().file = target;
    now.kept().content = content(target);
    afterChange.run();
  }

  private static void refuseToLose(Path file, @Nullable Digest known) {
    Digest found = content(file);
    if (found != null && !found.equals(known)) {
      throw Fault.world(
          "the session is not saved to " + file,
          "another program has changed that file since it was opened or saved here",
          "see what differs with `session diff "
              + file
              + "`, keep yours with `session save OTHER`");
    }
  }

  private static @Nullable Digest content(Path file) {
    try {
      return SessionJson.canBeOne(file) ? Digest.Algorithm.SHA256.of(file) : null;
    } catch (IOException e) {
      // not there, or not to be read, as whoever reads it is told
      return null;
    }
  }

  /**
   * Leaves without a session.
   *
   * @param name the command that asks for it, for undo
   */
  public synchronized void close(String name) {
    session();
    move(name, State.EMPTY);
  }

  /**
   * Changes the open session, or leaves it as it is where {@code change} throws.
   *
   * @param name the command that asks for it, for undo; holds no secret
   */
  public synchronized Change update(String name, UnaryOperator<ImageSession> change) {
    ImageSession before = session();
    ImageSession after = change.apply(before);
    Change made = new Change(before, after);
    if (made.changed()) {
      move(name, new State(Optional.of(after), now.kept()));
    }
    return made;
  }

  /**
   * Takes the last change back.
   *
   * @return the command that had made it
   * @throws Fault (usage) when there is none
   */
  public synchronized String undo() {
    if (done.isEmpty()) {
      throw Fault.usage(
          "nothing to undo", "nothing was changed since the program began", "type `session show`");
    }
    Step step = done.pop();
    undone.push(step);
    now = step.before();
    afterChange.run();
    return step.name();
  }

  /**
   * Makes the change again that was last taken back.
   *
   * @return the command that had made it
   * @throws Fault (usage) when there is none
   */
  public synchronized String redo() {
    if (undone.isEmpty()) {
      throw Fault.usage(
          "nothing to redo", "no change was taken back", "type `session undo` before");
    }
    Step step = undone.pop();
    done.push(step);
    now = step.after();
    afterChange.run();
    return step.name();
  }

  private void move(String name, State next) {
    done.push(new Step(name, now, next));
    undone.clear();
    now = next;
    afterChange.run();
  }
}
