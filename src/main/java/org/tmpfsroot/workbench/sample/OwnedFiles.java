package org.tmpfsroot.workbench.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;

/**
 * The files of a folder that the sample made, listed in a file of its own, so that only these are
 * ever replaced or removed.
 */
final class OwnedFiles {
  private static final String LIST = ".sample-mirror";
  private static final String TITLE =
      "# files of the sample mirror; `sample create DIR` replaces them";

  private final Path root;
  private final SortedSet<String> owned;

  private OwnedFiles(Path root, SortedSet<String> owned) {
    this.root = root;
    this.owned = owned;
  }

  /**
   * @throws Fault (usage) when there are files in {@code root} and no list of what the sample made,
   *     or when {@code root} is no folder
   */
  static OwnedFiles in(Path root) throws IOException {
    Path list = root.resolve(LIST);
    if (Files.isRegularFile(list, LinkOption.NOFOLLOW_LINKS)) {
      return new OwnedFiles(root, read(list));
    }
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw notOurs(root, "it is no folder");
    }
    if (Files.exists(root)) {
      try (Stream<Path> found = Files.list(root)) {
        if (found.anyMatch(each -> !isLeftover(each))) {
          throw notOurs(root, "there are files in it that are not of a sample mirror");
        }
      }
    }
    return new OwnedFiles(root, new TreeSet<>());
  }

  /** Of a call that was killed; it is in nobody's way. */
  private static boolean isLeftover(Path file) {
    return String.valueOf(file.getFileName()).startsWith(AtomicFile.TEMPORARY_PREFIX);
  }

  private static Fault notOurs(Path root, String why) {
    return Fault.usage(
        "cannot make the sample mirror in " + root, why, "name a new folder or an empty one");
  }

  /** Lines that lead out of the folder are not believed. */
  private static SortedSet<String> read(Path list) throws IOException {
    SortedSet<String> owned = new TreeSet<>();
    for (String line : Files.readAllLines(list, StandardCharsets.UTF_8)) {
      Path path = Path.of(line);
      boolean inside =
          !line.startsWith("#")
              && !line.isEmpty()
              && !path.isAbsolute()
              && path.equals(path.normalize())
              && !path.startsWith("..");
      if (inside) {
        owned.add(line);
      }
    }
    return owned;
  }

  /** Moves all files below {@code fresh} here in place of those owned before. */
  void replaceWith(Path fresh) throws IOException {
    SortedSet<String> arriving = filesBelow(fresh);
    for (String path : arriving) {
      if (!owned.contains(path) && Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
        throw notOurs(root, path + " in it is not of a sample mirror");
      }
    }
    Files.createDirectories(root);
    SortedSet<String> both = new TreeSet<>(owned);
    both.addAll(arriving);
    // until the end the list names the old files and the new ones, so that an end in between
    // leaves none that the next call would not know
    write(both);
    for (String path : owned) {
      if (!arriving.contains(path)) {
        remove(path);
      }
    }
    for (String path : arriving) {
      Path target = root.resolve(path);
      Files.createDirectories(folderOf(target));
      requireInside(target);
      Files.move(fresh.resolve(path), target, StandardCopyOption.REPLACE_EXISTING);
    }
    write(arriving);
  }

  private void write(SortedSet<String> paths) {
    AtomicFile.write(
        root.resolve(LIST),
        (TITLE + "\n" + String.join("\n", paths) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private void remove(String path) throws IOException {
    Path file = root.resolve(path);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    requireInside(file);
    Files.delete(file);
    Path folder = folderOf(file);
    while (!folder.equals(root) && isEmpty(folder)) {
      Files.delete(folder);
      folder = folderOf(folder);
    }
  }

  /** A folder that became a link elsewhere is not followed. */
  private void requireInside(Path file) throws IOException {
    if (!folderOf(file).toRealPath().startsWith(root.toRealPath())) {
      throw notOurs(root, folderOf(file) + " leads out of it");
    }
  }

  private Path folderOf(Path file) {
    Path folder = file.getParent();
    return folder == null ? root : folder;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.findAny().isEmpty();
    }
  }

  private static SortedSet<String> filesBelow(Path folder) throws IOException {
    SortedSet<String> paths = new TreeSet<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            paths.add(folder.relativize(file).toString());
            return FileVisitResult.CONTINUE;
          }
        });
    return paths;
  }
}
