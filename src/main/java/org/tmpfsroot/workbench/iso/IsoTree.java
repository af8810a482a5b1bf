package org.tmpfsroot.workbench.iso;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * The files of a new image: a sorted map from paths to what stands there, being put together. A
 * path is relative, with {@code /} between names ({@code EFI/BOOT/grub.cfg}); the directories on
 * the way to it come by themselves. What is put last wins. Not for several threads at once.
 */
public final class IsoTree {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_TARGET = 4095;

  private final TreeMap<String, Node> nodes = new TreeMap<>();

  /** What stands at a path. */
  public sealed interface Node {
    /** A directory, which may be empty. */
    record Directory() implements Node {}

    /** A file; {@code executable} gives mode 0755 in place of 0644. */
    record File(IsoContent content, boolean executable) implements Node {}

    /** A symbolic link. */
    record Link(String target) implements Node {}
  }

  /** A tree with only its root. */
  public IsoTree() {}

  /** The tree of {@code image}, which must stay open until the new image is written. */
  public static IsoTree of(IsoImage image) {
    IsoTree tree = new IsoTree();
    for (IsoEntry entry : image.entries()) {
      switch (entry.kind()) {
        case DIRECTORY -> tree.directory(entry.path());
        case SYMLINK -> tree.link(entry.path(), entry.linkTarget());
        case FILE ->
            tree.put(
                entry.path(),
                new Node.File(IsoContent.ofEntry(image, entry), (entry.mode() & 0100) != 0));
        case OTHER -> {
          // devices have no meaning on an installation medium
        }
      }
    }
    return tree;
  }

  /** A file with mode 0644. */
  public IsoTree file(String path, IsoContent content) {
    return put(path, new Node.File(content, false));
  }

  /** A file with mode 0755. */
  public IsoTree program(String path, IsoContent content) {
    return put(path, new Node.File(content, true));
  }

  /** A directory; nothing changes where there already is one. */
  public IsoTree directory(String path) {
    return put(path, new Node.Directory());
  }

  /** A symbolic link, which is kept and never followed. */
  public IsoTree link(String path, String target) {
    if (target.isEmpty()
        || target.indexOf('\0') >= 0
        || target.getBytes(StandardCharsets.UTF_8).length > LONGEST_TARGET) {
      throw cannotHold(path, "its target is empty or too long");
    }
    return put(path, new Node.Link(target));
  }

  /**
   * Everything below {@code folder}, top-level dot files too, laid over what is here. Symbolic
   * links stay links; a file is executable where its owner may execute it.
   *
   * @throws Fault (world) when something cannot be read or is neither file, directory nor link
   */
  public IsoTree folder(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes a) {
              Cancelled.check();
              if (!directory.equals(folder)) {
                directory(pathOf(folder, directory));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              String path = pathOf(folder, file);
              if (attributes.isSymbolicLink()) {
                link(path, Files.readSymbolicLink(file).toString());
              } else {
                put(path, new Node.File(IsoContent.ofFile(file), isExecutable(file)));
              }
              return FileVisitResult.CONTINUE;
            }
          });
      return this;
    } catch (IOException e) {
      throw Fault.world("cannot read " + folder, IoReason.of(e), "check the path and its rights")
          .causedBy(e);
    }
  }

  /** Takes away what stands at {@code path} and all below it; nothing there is no error. */
  public IsoTree remove(String path) {
    nodes.remove(path);
    below(path).clear();
    return this;
  }

  /** What stands at {@code path}. */
  public Optional<Node> find(String path) {
    return Optional.ofNullable(nodes.get(path));
  }

  /**
   * All paths with what stands there, in the order of the paths, directories before their content.
   */
  public SortedMap<String, Node> nodes() {
    return Collections.unmodifiableSortedMap(nodes);
  }

  private IsoTree put(String path, Node node) {
    check(path);
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String ancestor = path.substring(0, slash);
      if (!(nodes.get(ancestor) instanceof Node.Directory)) {
        nodes.put(ancestor, new Node.Directory());
      }
    }
    if (node instanceof Node.Directory && nodes.get(path) instanceof Node.Directory) {
      return this;
    }
    if (!(node instanceof Node.Directory)) {
      below(path).clear();
    }
    nodes.put(path, node);
    return this;
  }

  private NavigableMap<String, Node> below(String path) {
    return nodes.subMap(path + "/", true, path + "0", false);
  }

  private static void check(String path) {
    for (String name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
        throw cannotHold(path, "it is not a path from the image's root");
      }
      if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
        throw cannotHold(path, "a name has at most " + LONGEST_NAME + " bytes");
      }
    }
  }

  private static Fault cannotHold(String path, String why) {
    return Fault.session(
        "cannot put '" + path + "' into an image", why, "give it another name or leave it out");
  }

  private static String pathOf(Path root, Path file) {
    StringBuilder path = new StringBuilder();
    for (Path name : root.relativize(file)) {
      path.append(path.length() == 0 ? "" : "/").append(name);
    }
    return path.toString();
  }

  private static boolean isExecutable(Path file) throws IOException {
    return Files.isExecutable(file)
        && Files.getPosixFilePermissions(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)
            .contains(java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE);
  }
}
