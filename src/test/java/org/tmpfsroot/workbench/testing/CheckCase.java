package org.tmpfsroot.workbench.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A check's case as a text file, {@code src/test/resources/checks/KIND/ID.txt}: what it passes
 * behind {@code --- passes}, what it fails behind {@code --- fails}, and behind {@code --- finds}
 * each finding as {@code PLACE: SEVERITY: TEXT}. What stands above is words about it, and {@code
 * KEY VALUE} lines.
 */
public record CheckCase(
    String id,
    Map<String, String> keys,
    List<String> passes,
    List<String> fails,
    List<String> finds) {
  private static final Path FOLDER = Path.of("src/test/resources/checks");

  /** The ids that have a case, sorted. */
  public static TreeSet<String> ids(String kind) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
      TreeSet<String> ids = new TreeSet<>();
      files.forEach(file -> ids.add(file.getFileName().toString().replaceFirst("\\.txt$", "")));
      return ids;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static CheckCase read(String kind, String id) {
    Map<String, StringBuilder> parts = new LinkedHashMap<>();
    Map<String, String> keys = new LinkedHashMap<>();
    String part = "";
    for (String line : lines(FOLDER.resolve(kind).resolve(id + ".txt"))) {
      if (line.startsWith("--- ")) {
        part = line.substring(4);
        parts.put(part, new StringBuilder());
      } else if (part.isEmpty()) {
        String[] words = line.split(" ", 2);
        keys.put(words[0], words.length == 2 ? words[1] : "");
      } else {
        Objects.requireNonNull(parts.get(part)).append(line).append('\n');
      }
    }
    CheckCase read =
        new CheckCase(id, keys, part(parts, "passes"), part(parts, "fails"), part(parts, "finds"));
    if (read.passes.isEmpty() || read.fails.isEmpty() || read.finds.isEmpty()) {
      throw new AssertionError(kind + "/" + id + " does not both pass and fail");
    }
    return read;
  }

  private static List<String> part(Map<String, StringBuilder> parts, String name) {
    return parts.getOrDefault(name, new StringBuilder()).toString().lines().toList();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
