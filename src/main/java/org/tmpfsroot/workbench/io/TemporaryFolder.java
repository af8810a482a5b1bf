package org.tmpfsroot.workbench.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that is gone, with all in it, when it is closed.
 *
 * @param madeAround the folder it lies in, where that was made for it: gone, too, unless something
 *     else came into it
 */
public record TemporaryFolder(Path path, Optional<Path> madeAround) implements AutoCloseable {

  /** A fresh folder in the system's place for temporary files. */
  public static TemporaryFolder create() throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("workbench-"), Optional.empty());
  }

  /** A fresh folder inside {@code parent}, which is made where missing. */
  public static TemporaryFolder createIn(Path parent) throws IOException {
    Optional<Path> made = Files.exists(parent) ? Optional.empty() : Optional.of(parent);
    Files.createDirectories(parent);
    return new TemporaryFolder(
        Files.createTempDirectory(parent, AtomicFile.TEMPORARY_PREFIX), made);
  }

  @Override
  public void close() throws IOException {
    delete(path);
    if (madeAround.isPresent()) {
      try {
        Files.deleteIfExists(madeAround.get());
      } catch (DirectoryNotEmptyException e) {
        // what was wanted came into it
      }
    }
  }

  /** What is in {@code folder}, in no order; nothing where there is none. */
  public static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Removes {@code root} and all below it, never following a symbolic link; nothing there is no
   * error.
   */
  public static void delete(Path root) throws IOException {
    if (!Files.exists(root, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
