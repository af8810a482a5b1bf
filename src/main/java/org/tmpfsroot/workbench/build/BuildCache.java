package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.LockFile;
import org.tmpfsroot.workbench.io.OnDisk;
import org.tmpfsroot.workbench.io.TemporaryFolder;

/**
 * The outputs of steps, by step and key: {@code steps/write-iso/abcd…/} with {@code output}, {@code
 * key}, {@code log} and {@code files}, the list of what is in the output. Any number of programs
 * may use one at once. An entry counts once it has its list, which comes last; one whose files
 * changed since is removed when it is met.
 */
public final class BuildCache {
  private final Path root;
  private final long limit;

  /** A cache in {@code root}, which is made when the first step has run; it may grow for ever. */
  public BuildCache(Path root) {
    this(root, Long.MAX_VALUE);
  }

  /**
   * The same within a limit.
   *
   * @param limit the bytes that stay after a run, beyond what that run used itself
   */
  public BuildCache(Path root, long limit) {
    this.root = root.toAbsolutePath().normalize();
    this.limit = limit;
  }

  /**
   * One step's kept output.
   *
   * @param folder with the output and what is known about it
   */
  public record Entry(Path folder) {
    /** What the step gave, never to be written to. */
    public Path output() {
      return folder.resolve("output");
    }

    /** What the step said. */
    public Path log() {
      return folder.resolve("log");
    }

    /** The programs that the step started. */
    public List<ExternalCommand> commands() {
      return new Workplace(folder).commands();
    }

    Path key() {
      return folder.resolve("key");
    }

    Path files() {
      return folder.resolve("files");
    }
  }

  /** What the step gave when it ran with this key, if that is here and whole. */
  public Optional<Entry> find(PlannedStep planned) {
    Entry entry = place(planned);
    try {
      if (isWhole(entry)) {
        return Optional.of(entry);
      }
      remove(entry);
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(entry.folder(), e);
    }
  }

  private static boolean isWhole(Entry entry) throws IOException {
    try {
      return OutputFiles.read(entry.files()).isTrueOf(entry.output());
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return false;
    }
  }

  /** Makes the folder, for nobody but its owner: a kickstart in it may hold a crypted password. */
  void prepare() throws IOException {
    Files.createDirectories(root);
    if (root.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Makes sure that one at a time runs the step with this key. */
  LockFile lock(PlannedStep planned) throws IOException {
    return LockFile.acquire(lockOf(planned.key().digest().hex()));
  }

  /** The same for an entry of that name, unless somebody has it. */
  Optional<LockFile> tryLock(String hex) throws IOException {
    return LockFile.tryAcquire(lockOf(hex));
  }

  private Path lockOf(String hex) {
    return root.resolve("locks").resolve(hex.substring(0, 2));
  }

  /** Like {@link #find}, and remembers that it was of use today; under {@link #lock}. */
  Optional<Entry> use(PlannedStep planned) throws IOException {
    Optional<Entry> entry = find(planned);
    if (entry.isPresent()) {
      Files.setLastModifiedTime(entry.get().key(), FileTime.from(Instant.now()));
    }
    return entry;
  }

  /**
   * Takes what a step gave. It can be read from then on, and counts for nobody else before it is
   * {@linkplain #seal sealed}.
   *
   * @param place is moved away
   */
  Entry take(PlannedStep planned, Workplace place) throws IOException {
    TemporaryFolder.delete(place.scratch());
    Files.writeString(
        new Entry(place.folder()).key(), planned.key().text(), StandardCharsets.UTF_8);
    Entry entry = place(planned);
    remove(entry);
    Files.createDirectories(entry.folder().resolveSibling("").normalize());
    Files.move(place.folder(), entry.folder(), StandardCopyOption.ATOMIC_MOVE);
    return entry;
  }

  /**
   * Lets an entry count. All of it is on the disk before: an entry is believed when its files have
   * the sizes and times of its list, which files whose bytes a power cut has taken may have, too,
   * and an empty list would be true of an output whose names were lost. Names need not be forced,
   * since the list tells which are missing, and an entry that a cut takes away whole is made again.
   *
   * @param known digests of files of the output that need not be read, by their names in it
   */
  OutputFiles seal(Entry entry, Map<Path, Digest> known) throws IOException {
    boolean sealed = false;
    try (AtomicFile list = AtomicFile.replacing(entry.files())) {
      OutputFiles files = OutputFiles.of(entry.output(), known);
      files.write(list.temporary());
      OnDisk.forceFilesBelow(entry.folder());
      list.commit();
      sealed = true;
      return files;
    } finally {
      if (!sealed) {
        remove(entry);
      }
    }
  }

  static void remove(Entry entry) throws IOException {
    // without its list the rest counts as missing, however far the removal gets
    Files.deleteIfExists(entry.files());
    TemporaryFolder.delete(entry.folder());
  }

  private Entry place(PlannedStep planned) {
    return new Entry(
        root.resolve("steps").resolve(planned.id()).resolve(planned.key().digest().hex()));
  }

  Path root() {
    return root;
  }

  long limit() {
    return limit;
  }
}
