package org.tmpfsroot.workbench.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;

/** Paths as users and session files write them. */
final class Paths {
  private static final int MOST_SIBLINGS = 2000;

  private Paths() {}

  /** Absolute and without {@code .} and {@code ..}. */
  static Path resolve(Path folder, String text) {
    try {
      return folder.resolve(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw Fault.usage("'" + text + "' is no path", e.getReason(), "name a file or folder");
    }
  }

  /** The names beside {@code path}, to look for what was meant. */
  static List<String> siblings(Path path) {
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .limit(MOST_SIBLINGS)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Why {@code path} is not the {@code kind} that is asked for: it is something else, or is not
   * there, and then what may have been meant.
   *
   * @param kind {@code file} or {@code folder}
   * @param otherwise what is said when no name is near it
   */
  static String whyNot(Path path, String kind, String otherwise) {
    return Files.exists(path)
        ? "it is not a " + kind
        : Nearest.sentence(
            String.valueOf(path.getFileName()), siblings(path.toAbsolutePath()), otherwise);
  }

  /**
   * How a file beside {@code folder} is written down: relative where that does not climb out of
   * more than it shares, with slashes on every platform.
   */
  static String relative(Path folder, Path path) {
    if (!java.util.Objects.equals(folder.getRoot(), path.getRoot())) {
      return path.toString();
    }
    String relative = folder.relativize(path).toString().replace('\\', '/');
    return relative.isEmpty() ? "." : relative;
  }
}
