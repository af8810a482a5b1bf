package org.tmpfsroot.workbench.squashfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeMap;

/**
 * What is to be in an image. A path is relative, with {@code /} between names; the folders on the
 * way to it come by themselves, with mode 0755. What is put last wins.
 */
public final class SquashfsTree {
  private static final int USUAL_MODE = 0755;
  private static final int LONGEST_NAME = 256;

  private final Folder root = new Folder("", USUAL_MODE);

  /** Where a file's bytes come from. */
  @FunctionalInterface
  public interface Source {
    InputStream open() throws IOException;
  }

  sealed interface Node {
    String name();

    int mode();
  }

  record File(String name, int mode, Source source) implements Node {}

  record Link(String name, String target) implements Node {
    @Override
    public int mode() {
      return 0777;
    }
  }

  /** A folder being filled; its children in the order of their names' bytes. */
  static final class Folder implements Node {
    private final String name;
    private int mode;
    private final TreeMap<byte[], Node> children = new TreeMap<>(Arrays::compareUnsigned);

    Folder(String name, int mode) {
      this.name = name;
      this.mode = mode;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int mode() {
      return mode;
    }

    Collection<Node> children() {
      return children.values();
    }

    private Folder folder(String child) {
      byte[] key = child.getBytes(StandardCharsets.UTF_8);
      if (children.get(key) instanceof Folder there) {
        return there;
      }
      Folder made = new Folder(child, USUAL_MODE);
      children.put(key, made);
      return made;
    }

    private void put(Node node) {
      children.put(node.name().getBytes(StandardCharsets.UTF_8), node);
    }
  }

  /**
   * A folder, or the mode of one that is there.
   *
   * @param mode permission bits
   */
  public SquashfsTree folder(String path, int mode) {
    parent(path).folder(name(path)).mode = mode;
    return this;
  }

  /**
   * A file.
   *
   * @param mode permission bits
   */
  public SquashfsTree file(String path, int mode, Source source) {
    parent(path).put(new File(name(path), mode, source));
    return this;
  }

  /** A symbolic link. */
  public SquashfsTree link(String path, String target) {
    if (target.isEmpty()) {
      throw new IllegalArgumentException(path + " points nowhere");
    }
    parent(path).put(new Link(name(path), target));
    return this;
  }

  Folder root() {
    return root;
  }

  private Folder parent(String path) {
    Folder folder = root;
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      folder = folder.folder(checked(path.substring(from, slash)));
      from = slash + 1;
    }
    return folder;
  }

  private static String name(String path) {
    return checked(path.substring(path.lastIndexOf('/') + 1));
  }

  private static String checked(String name) {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('\0') >= 0
        || name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw new IllegalArgumentException("not a name in a file system: '" + name + "'");
    }
    return name;
  }
}
