package org.tmpfsroot.workbench.iso;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder in the form {@link RandomTree} tells its own tree. */
final class TreeOnDisk {
  private TreeOnDisk() {}

  static String listing(Path root) throws IOException {
    TreeMap<String, String> lines = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths.filter(each -> !each.equals(root))::iterator) {
        lines.put(root.relativize(path).toString(), rest(path));
      }
    }
    StringBuilder text = new StringBuilder();
    lines.forEach((path, rest) -> text.append(path).append(rest).append('\n'));
    return text.toString();
  }

  /** Two listings are the same; if not, only what differs is told. */
  static void assertSame(String expected, String actual, String context) {
    List<String> wanted = expected.lines().toList();
    List<String> found = actual.lines().toList();
    List<String> missing = wanted.stream().filter(line -> !found.contains(line)).toList();
    List<String> added = found.stream().filter(line -> !wanted.contains(line)).toList();
    if (!missing.isEmpty() || !added.isEmpty() || wanted.size() != found.size()) {
      throw new AssertionError(context + "\nmissing: " + missing + "\nadded: " + added);
    }
  }

  /** The hashes of all files, sorted. */
  static List<String> hashes(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths
          .filter(Files::isRegularFile)
          .map(TreeOnDisk::bytes)
          .map(RandomTree::hash)
          .sorted()
          .toList();
    }
  }

  /** Writes the tree to {@code root}. */
  static void write(RandomTree tree, Path root) throws IOException {
    for (String path : tree.directories) {
      Files.createDirectories(root.resolve(path));
    }
    for (Map.Entry<String, byte[]> file : tree.files.entrySet()) {
      Files.write(root.resolve(file.getKey()), file.getValue());
    }
    for (Map.Entry<String, String> link : tree.links.entrySet()) {
      Files.createSymbolicLink(root.resolve(link.getKey()), Path.of(link.getValue()));
    }
  }

  private static String rest(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return " -> " + Files.readSymbolicLink(path);
    }
    return Files.isDirectory(path) ? "/" : " " + RandomTree.hash(Files.readAllBytes(path));
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
