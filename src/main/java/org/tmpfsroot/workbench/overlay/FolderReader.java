package org.tmpfsroot.workbench.overlay;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Folder;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Link;
import org.tmpfsroot.workbench.overlay.OverlayEntry.Regular;

/** Reads a folder of the user's as entries owned by root; follows no symbolic link. */
final class FolderReader extends SimpleFileVisitor<Path> {
  private static final int MOST_ENTRIES = 1_000_000;
  private static final String ROOT = "root";

  private final Path root;
  private final List<OverlayEntry> entries = new ArrayList<>();

  private FolderReader(Path root) {
    this.root = root;
  }

  /** All below {@code root}, sorted by path. */
  static List<OverlayEntry> read(Path root) {
    if (!Files.isDirectory(root)) {
      throw Fault.session(
          "cannot read the folder " + root,
          Files.exists(root) ? "it is not a folder" : "it is not there",
          "see `file list`, then `file use KIND PATH` with the right path");
    }
    FolderReader reader = new FolderReader(root);
    try {
      Files.walkFileTree(root, reader);
    } catch (IOException e) {
      throw Fault.world("cannot read the folder " + root, IoReason.of(e), "make it readable")
          .causedBy(e);
    }
    reader.entries.sort(Comparator.comparing(OverlayEntry::path));
    return List.copyOf(reader.entries);
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
      throws IOException {
    Cancelled.check();
    if (!folder.equals(root)) {
      add(folder, new Folder());
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (attributes.isSymbolicLink()) {
      add(file, new Link(insideTarget(file)));
    } else if (attributes.isRegularFile()) {
      add(file, new Regular(attributes.size(), () -> Files.newInputStream(file)));
    } else {
      throw Fault.session(
          "cannot take " + file,
          "it is neither a file, a folder nor a symbolic link",
          "remove it from " + root);
    }
    return FileVisitResult.CONTINUE;
  }

  private void add(Path path, OverlayEntry.Content content) throws IOException {
    if (entries.size() == MOST_ENTRIES) {
      throw Fault.session(
          "cannot take the folder " + root,
          "it holds more than " + MOST_ENTRIES + " files",
          "name the folder that was meant");
    }
    int mode = content instanceof Link ? 0777 : mode(path);
    entries.add(new OverlayEntry(name(path), mode, ROOT, ROOT, content));
  }

  private String name(Path path) {
    return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  /** An absolute target is meant from the installed root; a relative one must stay inside. */
  private String insideTarget(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    if (!target.isAbsolute()) {
      Path folder = link.getParent();
      Path meant = (folder == null ? target : folder.resolve(target)).normalize();
      if (!meant.startsWith(root.normalize())) {
        throw Fault.session(
            "cannot take the symbolic link " + link,
            "its target " + target + " leads out of " + root,
            "make its target absolute, as seen from the installed system");
      }
    }
    return target.toString();
  }

  private static int mode(Path path) throws IOException {
    Object bits;
    try {
      bits = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException e) {
      return mode(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
    }
    return (Integer) bits & 07777;
  }

  private static int mode(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (PosixFilePermission each : permissions) {
      mode |= 0400 >> each.ordinal();
    }
    return mode;
  }
}
