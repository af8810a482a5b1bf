package org.tmpfsroot.workbench.shell.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tmpfsroot.workbench.io.Size;

/**
 * What the partitions take of the disk.
 *
 * @param disk empty where its size is not known
 */
record LayoutRoom(Size total, Optional<Size> disk) {

  static LayoutRoom of(Size total, Optional<Size> disk) {
    return new LayoutRoom(total, disk);
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("total", total);
    tree.put("disk", disk);
    tree.put("left", disk.map(size -> size.bytes() - total.bytes()));
    return tree;
  }

  String sentence() {
    String taken = "the partitions take " + total;
    if (disk.isEmpty()) {
      return taken + "; the disk's size is not known";
    }
    long left = disk.get().bytes() - total.bytes();
    return left >= 0
        ? taken + " of " + disk.get() + ", " + new Size(left) + " are left"
        : taken + ", " + new Size(-left) + " more than the disk's " + disk.get();
  }
}
