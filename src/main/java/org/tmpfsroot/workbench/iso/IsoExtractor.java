package org.tmpfsroot.workbench.iso;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.TemporaryFolder;

/** Copies files and directories out of an image. */
public final class IsoExtractor {
  private static final long PIECE = 8L * 1024 * 1024;
  private static final int EXECUTABLE = 0100;

  private final IsoImage image;
  private final Progress.Task task;

  private IsoExtractor(IsoImage image, Progress.Task task) {
    this.image = image;
    this.task = task;
  }

  /**
   * Puts what stands at {@code path}, under its last name and with all below it, into {@code
   * folder}, which is made where missing; for the root's empty path, all that is in it. It appears
   * there when it is whole. Links stay links, whatever they point to; devices are left out.
   *
   * @return the files and links it put there
   * @throws Fault (usage) when there is no such path, or its name is taken in the folder; (world)
   *     when the image cannot be read or the folder not be written
   */
  public static List<Path> extract(IsoImage image, String path, Path folder, Progress progress) {
    List<IsoEntry> wanted = below(image, path);
    String parent = path.isEmpty() ? "" : path.substring(0, path.lastIndexOf('/') + 1);
    refuseTakenNames(wanted, parent, folder);
    long total = wanted.stream().mapToLong(IsoEntry::size).sum();
    try (TemporaryFolder temporary = TemporaryFolder.createIn(folder);
        Progress.Task task = progress.begin("extracting", total)) {
      List<Path> made = new ArrayList<>();
      for (IsoEntry entry : wanted) {
        String relative = entry.path().substring(parent.length());
        new IsoExtractor(image, task).put(entry, temporary.path().resolve(relative));
        if (!entry.isDirectory() && entry.kind() != IsoEntry.Kind.OTHER) {
          made.add(folder.resolve(relative));
        }
      }
      for (String name : names(wanted, parent)) {
        Files.move(temporary.path().resolve(name), folder.resolve(name));
      }
      return made;
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(folder, e);
    }
  }

  private static List<IsoEntry> below(IsoImage image, String path) {
    List<IsoEntry> found =
        image.entries().stream()
            .filter(
                entry ->
                    path.isEmpty()
                        || entry.path().equals(path)
                        || entry.path().startsWith(path + "/"))
            .toList();
    if (found.isEmpty() && !path.isEmpty()) {
      throw image.noSuchPath(path);
    }
    return found;
  }

  private static List<String> names(List<IsoEntry> wanted, String parent) {
    return wanted.stream()
        .filter(entry -> entry.kind() != IsoEntry.Kind.OTHER)
        .map(entry -> entry.path().substring(parent.length()))
        .filter(relative -> relative.indexOf('/') < 0)
        .toList();
  }

  private static void refuseTakenNames(List<IsoEntry> wanted, String parent, Path folder) {
    for (String name : names(wanted, parent)) {
      Path target = folder.resolve(name);
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        throw Fault.usage(
            "cannot extract to " + target,
            "there is something of this name",
            "remove it or name another folder");
      }
    }
  }

  private void put(IsoEntry entry, Path target) throws IOException {
    Cancelled.check();
    switch (entry.kind()) {
      case DIRECTORY -> Files.createDirectory(target);
      case SYMLINK -> Files.createSymbolicLink(target, Path.of(entry.linkTarget()));
      case FILE -> {
        copy(entry, target);
        if ((entry.mode() & EXECUTABLE) != 0 && !target.toFile().setExecutable(true, false)) {
          throw new IOException("cannot make " + target + " executable");
        }
        Files.setLastModifiedTime(target, FileTime.from(entry.modified()));
      }
      case OTHER -> {
        // a device of another machine
      }
    }
  }

  private void copy(IsoEntry entry, Path target) throws IOException {
    try (FileChannel out =
        FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (Extent extent : entry.extents()) {
        for (long done = 0; done < extent.length(); ) {
          Cancelled.check();
          long count = Math.min(PIECE, extent.length() - done);
          long n = image.transferTo(extent.offset() + done, count, out);
          if (n <= 0) {
            throw new IOException(image.file() + " became shorter while it was read");
          }
          done += n;
          task.advance(n);
        }
      }
    }
  }
}
