package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;

/**
 * A folder that a tar stream out of a container is unpacked into. What comes out of a container is
 * not trusted: nothing is written outside the folder or through a link, and of a mode only whether
 * a file may be executed is taken. Files belong to the caller.
 */
record TarTarget(Path folder) {
  private static final int EXECUTABLE = 0100;
  private static final int BUFFER = 1 << 18;

  /**
   * Unpacks all below the archive's one top-level folder.
   *
   * @throws Fault (world) when an entry is not for a folder to hold
   */
  void unpack(InputStream tar, Progress.Task task) throws IOException {
    TarArchiveInputStream in = new TarArchiveInputStream(tar);
    for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      Cancelled.check();
      String path = belowTop(entry.getName());
      if (!path.isEmpty()) {
        unpack(entry, place(path), in, task);
      }
    }
  }

  /** The archive's one file, as {@code name} in the folder. */
  void unpackFile(InputStream tar, String name, Progress.Task task) throws IOException {
    TarArchiveInputStream in = new TarArchiveInputStream(tar);
    TarArchiveEntry entry = in.getNextEntry();
    if (entry == null || !entry.isFile()) {
      throw refused(name, "it is not a file");
    }
    write(in, folder.resolve(name), task);
  }

  private static String belowTop(String name) {
    int slash = name.indexOf('/');
    String path = slash < 0 ? "" : name.substring(slash + 1);
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private void unpack(
      TarArchiveEntry entry, Path place, TarArchiveInputStream in, Progress.Task task)
      throws IOException {
    if (entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice()) {
      throw refused(entry.getName(), "it is neither file, folder nor link");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(place);
    } else if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(place, linkTarget(entry));
    } else if (entry.isLink()) {
      Path first = place(belowTop(entry.getLinkName()));
      if (!Files.isRegularFile(first, LinkOption.NOFOLLOW_LINKS)) {
        throw refused(entry.getName(), "it is linked to what is not there");
      }
      Files.copy(first, place);
      setExecutable(place, Files.isExecutable(first));
    } else {
      write(in, place, task);
      setExecutable(place, (entry.getMode() & EXECUTABLE) != 0);
    }
  }

  private static Path linkTarget(TarArchiveEntry entry) {
    try {
      return Path.of(entry.getLinkName());
    } catch (InvalidPathException e) {
      throw refused(entry.getName(), "it leads to what is no name: " + e.getReason());
    }
  }

  private static void setExecutable(Path file, boolean executable) throws IOException {
    if (executable && !file.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + file + " executable");
    }
  }

  private static void write(InputStream in, Path file, Progress.Task task) throws IOException {
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        Cancelled.check();
        out.write(buffer, 0, count);
        task.advance(count);
      }
    }
  }

  private Path place(String path) {
    Path place = folder;
    for (String name : path.split("/", -1)) {
      if (Files.isSymbolicLink(place) || name.isEmpty() || name.equals(".") || name.equals("..")) {
        throw refused(path, "it would be written outside its folder");
      }
      try {
        place = place.resolve(name);
      } catch (InvalidPathException e) {
        throw refused(path, "it is no name: " + e.getReason());
      }
    }
    // a second entry of the same name would be written to where the first one leads
    if (Files.isSymbolicLink(place)) {
      throw refused(path, "it would be written through a link");
    }
    return place;
  }

  private static Fault refused(String path, String why) {
    return Fault.world(
        "cannot take '" + path + "' out of the container",
        why,
        "see what made it with `build log`");
  }
}
