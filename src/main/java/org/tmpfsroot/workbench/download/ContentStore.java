package org.tmpfsroot.workbench.download;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.LockFile;
import org.tmpfsroot.workbench.io.OnDisk;
import org.tmpfsroot.workbench.io.WorkFolder;

/**
 * Files named by their digest: {@code sha256/ab/abcd…}. Any number of programs may use one store at
 * once. An entry appears whole or not at all, and one whose size or time changed since it was
 * checked is checked again before it is given out: an entry may be a hard link to a user's file.
 *
 * <p>Half downloads wait in {@code partial} under their digest until they are gone on with.
 */
public final class ContentStore {
  private static final String SEEN = ".seen";

  private final Path root;

  /** A store in {@code root}, which is made when the first file comes in. */
  public ContentStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * The entry's file, to be read and never written. A damaged entry is removed and counts as
   * missing.
   */
  public Optional<Path> find(Digest digest) {
    Path entry = place(digest);
    try {
      if (stamp(entry).equals(seen(entry)) || isWhole(entry, digest)) {
        return Optional.of(entry);
      }
      remove(entry);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(entry, e);
    }
    return Optional.empty();
  }

  /**
   * Reads the whole entry again, whatever its time says, and removes it when it is damaged.
   *
   * @return whether the entry is there and whole
   */
  public boolean verify(Digest digest) {
    Path entry = place(digest);
    try {
      if (isWhole(entry, digest)) {
        return true;
      }
      remove(entry);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw AtomicFile.cannotRead(entry, e);
    }
    return false;
  }

  /**
   * Moves a file the caller owns into the store.
   *
   * @param digest what the caller computed over the file's bytes
   * @return the entry's file
   */
  public Path adopt(Path file, Digest digest) throws IOException {
    Path entry = place(digest);
    Files.createDirectories(folderOf(entry));
    OnDisk.force(file);
    try {
      Files.move(file, entry, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      try (WorkFolder work = work()) {
        Path near = work.resolve("file");
        Files.copy(file, near);
        OnDisk.force(near);
        Files.move(
            near, entry, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(file);
      }
    }
    markSeen(entry);
    return entry;
  }

  /** The digest an entry of this store is found by, which its bytes had when it came in. */
  public Digest digestOf(Path entry) {
    Path found = root.relativize(entry);
    return Digest.parse(found.getName(0).toString(), found.getFileName().toString()).orElseThrow();
  }

  /** Where all of it is, for messages. */
  Path root() {
    return root;
  }

  /** A folder in the store's file system for files on their way in. */
  WorkFolder work() throws IOException {
    return WorkFolder.createIn(works());
  }

  /** Removes what killed programs were bringing in. */
  void clearAway() throws IOException {
    WorkFolder.removeOrphansIn(works());
  }

  private Path works() {
    return root.resolve("work");
  }

  /** Makes sure that one at a time brings in the file with this digest. */
  LockFile lock(Digest digest) throws IOException {
    return LockFile.acquire(root.resolve("locks").resolve(digest.hex().substring(0, 2)));
  }

  /** Where a download of this file that was interrupted can be gone on with. */
  Path partial(Digest digest) {
    return root.resolve("partial")
        .resolve(digest.algorithm().metadataName() + "-" + digest.hex() + ".part");
  }

  private Path place(Digest digest) {
    return root.resolve(digest.algorithm().metadataName())
        .resolve(digest.hex().substring(0, 2))
        .resolve(digest.hex());
  }

  private static boolean isWhole(Path entry, Digest digest) throws IOException {
    String before = stamp(entry);
    if (!digest.algorithm().of(entry).equals(digest)) {
      return false;
    }
    if (before.equals(stamp(entry))) {
      OnDisk.force(entry);
      markSeen(entry);
    }
    return true;
  }

  private static void remove(Path entry) throws IOException {
    Files.deleteIfExists(entry);
    Files.deleteIfExists(seenFile(entry));
  }

  /**
   * Spares the next look the reading; only of what is on the disk, since what a power cut leaves of
   * other files may have the right size and time.
   */
  private static void markSeen(Path entry) throws IOException {
    // a torn mark reads as a changed time, so it need not be written with care
    Files.writeString(seenFile(entry), stamp(entry), StandardCharsets.US_ASCII);
  }

  private static String seen(Path entry) throws IOException {
    try {
      return Files.readString(seenFile(entry), StandardCharsets.US_ASCII);
    } catch (NoSuchFileException | MalformedInputException e) {
      return "never";
    }
  }

  /** What changes when somebody writes to the file. */
  private static String stamp(Path entry) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new FileSystemException(entry.toString(), null, "is not a file");
    }
    return attributes.size() + " " + attributes.lastModifiedTime();
  }

  private static Path seenFile(Path entry) {
    return entry.resolveSibling(entry.getFileName() + SEEN);
  }

  private static Path folderOf(Path entry) {
    return entry.resolveSibling("").normalize();
  }
}
