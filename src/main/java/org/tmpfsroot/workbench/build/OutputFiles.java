package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.io.Digest;

/**
 * What is in a step's output: a line for each file with its size, time and digest, by which damage
 * is noticed.
 */
record OutputFiles(List<Line> lines) {
  /**
   * @param kind {@code file}, {@code folder} or {@code link}
   * @param stamp of a file, what changes when somebody writes to it
   * @param content of a file its digest, of a link its target
   */
  record Line(String kind, String stamp, String content, String path) {
    private static final int FIELDS = 4;

    String text() {
      return String.join("\t", kind, stamp, escaped(content), escaped(path));
    }

    static Line parse(String text) {
      String[] fields = text.split("\t", FIELDS);
      if (fields.length != FIELDS) {
        throw new IllegalArgumentException("not a line of a list of files: " + text);
      }
      return new Line(fields[0], fields[1], unescaped(fields[2]), unescaped(fields[3]));
    }

    private static String escaped(String name) {
      return name.replace("\\", "\\\\")
          .replace("\t", "\\t")
          .replace("\n", "\\n")
          .replace("\r", "\\r");
    }

    private static String unescaped(String text) {
      return text.translateEscapes();
    }
  }

  /**
   * Reads every file below {@code output}.
   *
   * @param known digests of files that need not be read, by their names in it
   */
  static OutputFiles of(Path output, Map<Path, Digest> known) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (Path path : below(output)) {
      Path relative = output.relativize(path);
      String name = relative.toString();
      BasicFileAttributes attributes = attributes(path);
      if (attributes.isSymbolicLink()) {
        lines.add(new Line("link", "", Files.readSymbolicLink(path).toString(), name));
      } else if (attributes.isDirectory()) {
        lines.add(new Line("folder", "", "", name));
      } else {
        Digest vouched = known.get(relative);
        Digest digest = vouched == null ? Digest.Algorithm.SHA256.of(path) : vouched;
        lines.add(new Line("file", stamp(attributes), digest.hex(), name));
      }
    }
    return new OutputFiles(lines);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static OutputFiles read(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (String text : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      lines.add(Line.parse(text));
    }
    return new OutputFiles(lines);
  }

  void write(Path file) throws IOException {
    Files.write(file, lines.stream().map(Line::text).toList(), StandardCharsets.UTF_8);
  }

  /** Whether the output is still what was listed; only files that were touched are read again. */
  boolean isTrueOf(Path output) throws IOException {
    if (below(output).size() != lines.size()) {
      return false;
    }
    for (Line line : lines) {
      Path path = output.resolve(line.path());
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      BasicFileAttributes attributes = attributes(path);
      boolean same =
          switch (line.kind()) {
            case "folder" -> attributes.isDirectory();
            case "link" ->
                attributes.isSymbolicLink()
                    && Files.readSymbolicLink(path).toString().equals(line.content());
            default ->
                attributes.isRegularFile()
                    && (stamp(attributes).equals(line.stamp())
                        || Digest.Algorithm.SHA256.of(path).hex().equals(line.content()));
          };
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** The SHA-256 of one file. */
  Optional<Digest> digest(String path) {
    return lines.stream()
        .filter(line -> line.kind().equals("file") && line.path().equals(path))
        .findFirst()
        .map(line -> Digest.sha256(line.content()));
  }

  /** Says whether two outputs are the same, whenever and wherever they were made. */
  Digest digest() {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(new Line(line.kind(), "", line.content(), line.path()).text()).append('\n');
    }
    return Digest.sha256Of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** How many bytes the files have. */
  long bytes() {
    return lines.stream()
        .filter(line -> line.kind().equals("file"))
        .mapToLong(line -> Long.parseLong(line.stamp().split(" ", 2)[0]))
        .sum();
  }

  private static String stamp(BasicFileAttributes attributes) {
    return attributes.size() + " " + attributes.lastModifiedTime();
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> below(Path output) throws IOException {
    try (Stream<Path> paths = Files.walk(output)) {
      return paths.filter(path -> !path.equals(output)).sorted().toList();
    }
  }
}
