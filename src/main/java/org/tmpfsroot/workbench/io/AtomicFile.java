package org.tmpfsroot.workbench.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * A file that appears whole or not at all: written under a temporary name beside its target, forced
 * to the disk, then moved over it. Closed without {@link #commit()}, nothing is left.
 */
public final class AtomicFile implements AutoCloseable {
  /** How temporary names begin, so that leftovers of a killed process can be told and removed. */
  public static final String TEMPORARY_PREFIX = ".wb-tmp-";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final Pattern OWNER =
      Pattern.compile(Pattern.quote(TEMPORARY_PREFIX) + "[0-9a-f]+-(\\d{1,18})-");

  private final Path target;
  private final Path temporary;
  private boolean committed;

  private AtomicFile(Path target, Path temporary) {
    this.target = target;
    this.temporary = temporary;
  }

  /**
   * Prepares to replace {@code target}, or what it leads to where it is a link; its folder is made
   * where missing.
   *
   * @throws IOException when it is a device or a pipe, among others
   */
  public static AtomicFile replacing(Path target) throws IOException {
    Path absolute = place(target);
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new FileSystemException(target.toString(), null, "is not a file name");
    }
    Files.createDirectories(folder);
    removeOrphans(folder, prefix(absolute));
    String own = prefix(absolute) + ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    return new AtomicFile(absolute, folder.resolve(own));
  }

  /**
   * Removes what programs left beside {@code target} that were killed while they replaced it, as
   * {@link #replacing} does.
   */
  public static void removeOrphansOf(Path target) throws IOException {
    Path absolute = place(target);
    removeOrphans(absolute.resolveSibling("").normalize(), prefix(absolute));
  }

  private static Path place(Path target) throws IOException {
    if (isSpecial(target)) {
      throw new FileSystemException(target.toString(), null, "it is a device or a pipe");
    }
    return Files.isSymbolicLink(target) && Files.exists(target)
        ? target.toRealPath()
        : target.toAbsolutePath();
  }

  /**
   * Whether it is, or leads to, something that must not be replaced by a file: a device, a pipe.
   */
  public static boolean isSpecial(Path target) {
    return Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target);
  }

  private static String prefix(Path absolute) {
    return TEMPORARY_PREFIX + Integer.toHexString(absolute.hashCode()) + "-";
  }

  private static void removeOrphans(Path folder, String prefix) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, prefix + "*")) {
      for (Path file : found) {
        Matcher owner = OWNER.matcher(file.getFileName().toString());
        if (owner.find() && ProcessHandle.of(Long.parseLong(owner.group(1))).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /** Replaces {@code target} with {@code bytes} in one go. */
  public static void write(Path target, byte[] bytes) {
    write(target, bytes, false);
  }

  /** The same, for nobody but its owner to read, at no time. */
  public static void writeForOwner(Path target, byte[] bytes) {
    write(target, bytes, true);
  }

  private static void write(Path target, byte[] bytes, boolean ownerOnly) {
    try (AtomicFile file = replacing(target)) {
      Files.createFile(file.temporary());
      if (ownerOnly
          && file.temporary().getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(file.temporary(), OWNER_ONLY);
      }
      Files.write(file.temporary(), bytes);
      file.commit();
    } catch (IOException e) {
      throw cannotWrite(target, e);
    }
  }

  /** Makes an empty file that has the rights of another one before anything is in it. */
  public static void createLike(Path file, Path other) throws IOException {
    if (!other.getFileSystem().supportedFileAttributeViews().contains("posix")
        || !file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(file);
      return;
    }
    Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(other));
  }

  /**
   * The fault for a write that failed, with the reason in words: full disk, rights, missing folder.
   *
   * @throws Cancelled when it failed only because the thread was interrupted
   */
  public static Fault cannotWrite(Path target, IOException cause) {
    throwIfInterrupted(cause);
    return Fault.world(
            "cannot write " + target,
            IoReason.of(cause),
            "make room or choose another place, then try again")
        .causedBy(cause);
  }

  /**
   * The fault for a file that should be there and cannot be read.
   *
   * @throws Cancelled when it failed only because the thread was interrupted
   */
  public static Fault cannotRead(Path file, IOException cause) {
    throwIfInterrupted(cause);
    return Fault.world(
            "cannot read " + file,
            IoReason.of(cause),
            "look at the file and its disk, then try again")
        .causedBy(cause);
  }

  /** The channels of an interrupted thread are closed under its hands. */
  private static void throwIfInterrupted(IOException cause) {
    if (cause instanceof ClosedByInterruptException) {
      throw new Cancelled();
    }
  }

  /** Where the bytes go until {@link #commit()}. Nothing is there yet. */
  public Path temporary() {
    return temporary;
  }

  /** Forces the bytes to the disk, so that little is left to do in {@link #commit()}. */
  public void force() throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Forces the bytes to the disk and puts them in the target's place. */
  public void commit() throws IOException {
    force();
    try {
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
    }
    committed = true;
    // a link to the file that is in place already is not moved by a rename, which calls that done
    Files.deleteIfExists(temporary);
    forceFolder();
  }

  /**
   * Makes the new name survive a power cut; folders cannot be opened on every platform, so this is
   * best effort.
   */
  private void forceFolder() {
    Path folder = target.getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // the file itself is on the disk; only the moment its name gets there is left to the system
    }
  }

  @Override
  public void close() throws IOException {
    if (!committed) {
      Files.deleteIfExists(temporary);
    }
  }
}
