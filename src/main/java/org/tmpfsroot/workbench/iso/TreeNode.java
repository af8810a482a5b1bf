package org.tmpfsroot.workbench.iso;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A name of the tree that is being written, with its place once that is known. */
final class TreeNode {
  private final String path;
  private final IsoTree.Node what;
  private final List<TreeNode> children = new ArrayList<>();
  private long block;

  private TreeNode(String path, IsoTree.Node what) {
    this.path = path;
    this.what = what;
  }

  /** The root of {@code tree}, its children in the order of their names. */
  static TreeNode rootOf(IsoTree tree) {
    TreeNode root = new TreeNode("", new IsoTree.Node.Directory());
    Map<String, TreeNode> directories = new HashMap<>();
    directories.put("", root);
    tree.nodes()
        .forEach(
            (path, what) -> {
              TreeNode node = new TreeNode(path, what);
              String parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
              java.util.Objects.requireNonNull(directories.get(parent)).children.add(node);
              if (node.isDirectory()) {
                directories.put(path, node);
              }
            });
    return root;
  }

  String path() {
    return path;
  }

  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  IsoTree.Node what() {
    return what;
  }

  boolean isDirectory() {
    return what instanceof IsoTree.Node.Directory;
  }

  List<TreeNode> children() {
    return Collections.unmodifiableList(children);
  }

  /** The bytes it has on the medium as a file. */
  long size() {
    return what instanceof IsoTree.Node.File file ? file.content().size() : 0;
  }

  /** Where its bytes begin, counted from the image's beginning. */
  long block() {
    return block;
  }

  void placeAt(long firstBlock) {
    block = firstBlock;
  }
}
