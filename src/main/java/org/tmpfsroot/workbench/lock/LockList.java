package org.tmpfsroot.workbench.lock;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * The short file form of a lock, {@code rpms.lock}: {@code name-version-release} of each package, a
 * line each, sorted by bytes. It has no epoch, architecture or digest, so what a line means can
 * only be told with repositories: see {@link Resolver#match}.
 */
public final class LockList {
  private static final long LARGEST = 64L << 20;

  private LockList() {}

  /** The lines, without line ends. */
  public static List<String> lines(Lock lock) {
    return lock.packages().stream()
        .map(locked -> locked.nevra().nvr())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * Writes the file; it is there whole, old or new, at any time.
   *
   * @throws Fault (world) when it cannot be written
   */
  public static void write(Lock lock, Path file) {
    AtomicFile.write(
        file,
        lines(lock).stream()
            .map(line -> line + "\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads the lines; blank ones are left out, so a line's number is its place only in the file.
   *
   * @throws Fault (usage) when there is no such file; (world) when it cannot be read; (session)
   *     when a line cannot be a package, naming it
   */
  public static List<Line> read(Path file) {
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String text : textLines(file)) {
      number++;
      String line = text.strip();
      if (line.isEmpty()) {
        continue;
      }
      if (!line.matches("[A-Za-z0-9_][A-Za-z0-9._+~^-]*-[A-Za-z0-9._+~^]+-[A-Za-z0-9._+~^]+")) {
        throw Fault.session(
            "cannot use " + file,
            "line " + number + " is not name-version-release: '" + line + "'",
            "correct the line");
      }
      lines.add(new Line(number, line));
    }
    return lines;
  }

  /**
   * A line that is not blank.
   *
   * @param number from 1
   * @param nvr {@code name-version-release}
   */
  public record Line(int number, String nvr) {
    /** Without version and release. */
    String name() {
      return nvr.substring(0, nvr.length() - versionRelease().length() - 1);
    }

    /** {@code version-release}. */
    String versionRelease() {
      return nvr.substring(nvr.lastIndexOf('-', nvr.lastIndexOf('-') - 1) + 1);
    }

    /** The folder below a source package's in a build system. */
    String versionFolder() {
      return versionRelease().replace('-', '/');
    }
  }

  static List<String> textLines(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Fault.usage(
          "cannot read " + file,
          Files.exists(file) ? "it is not a file" : "there is no such file",
          "name a file of packages, a line each");
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw Fault.world("cannot read " + file, "it is too large", "name a list of packages");
      }
      return Files.readAllLines(file);
    } catch (MalformedInputException e) {
      throw Fault.world("cannot read " + file, "it is not text", "name a list of packages")
          .causedBy(e);
    } catch (IOException e) {
      throw Fault.world("cannot read " + file, IoReason.of(e), "name a list of packages")
          .causedBy(e);
    }
  }
}
