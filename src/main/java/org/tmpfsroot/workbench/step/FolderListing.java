package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;

/** What a user's folder holds, as lines for a key: every path with what its content depends on. */
final class FolderListing {
  private FolderListing() {}

  /**
   * Hidden files too, in the order of the paths.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when it cannot be read
   */
  static List<String> of(Path folder) {
    return of(folder, path -> true);
  }

  /** Only what is wanted, by its path below the folder. */
  static List<String> of(Path folder, Predicate<String> wanted) {
    try (Stream<Path> below = Files.walk(folder)) {
      List<String> lines = new ArrayList<>();
      for (Path path : below.filter(path -> !path.equals(folder)).sorted().toList()) {
        Cancelled.check();
        String name = folder.relativize(path).toString();
        if (wanted.test(name)) {
          lines.add(line(path) + " " + name);
        }
      }
      return lines;
    } catch (IOException e) {
      throw AtomicFile.cannotRead(folder, e);
    }
  }

  private static String line(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link " + Files.readSymbolicLink(path);
    }
    if (Files.isDirectory(path)) {
      return "folder";
    }
    String kind = Files.isExecutable(path) ? "program" : "file";
    return kind + " " + Digest.Algorithm.SHA256.of(path);
  }
}
