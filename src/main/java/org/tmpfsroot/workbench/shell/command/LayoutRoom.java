package org.tmpfsroot.workbench.shell.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.disk.Fit;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.shell.Table;

/** What the partitions take of the disk, and what is left in them, in words and for programs. */
record LayoutRoom(Fit fit) {

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("total", fit.layout().total());
    tree.put("smallestDisk", fit.smallestDisk());
    tree.put("disk", fit.disk());
    tree.put("left", fit.disk().map(this::left));
    tree.put("partitions", fit.places().stream().map(LayoutRoom::place).toList());
    tree.put("rooms", fit.rooms().stream().map(LayoutRoom::room).toList());
    return tree;
  }

  private static Map<String, Object> place(Fit.Place place) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("mount", place.partition().mount());
    tree.put("start", place.start());
    tree.put("end", place.end());
    return tree;
  }

  private static Map<String, Object> room(Fit.Room room) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("what", room.what());
    tree.put("room", room.room());
    tree.put("needed", room.needed());
    tree.put("left", room.left());
    return tree;
  }

  private long left(Size disk) {
    return disk.bytes() - fit.smallestDisk().bytes();
  }

  /** What is left, for people. */
  Table table() {
    Table table = Table.of("what", "room", "needed", "left").inFull();
    for (Fit.Room room : fit.rooms()) {
      String left =
          room.left() >= 0 ? new Size(room.left()).toString() : "-" + new Size(-room.left());
      table.row(said(room.what()), room.room(), room.needed(), left);
    }
    return table;
  }

  private static String said(String what) {
    return switch (what) {
      case "disk" -> "the disk, for all partitions";
      case "tmpfs" -> "the root in memory, for the installed system";
      case "ram" -> "the memory, for the root in it";
      default -> what + ", for the installed system";
    };
  }

  /** What is not known, and so not compared. */
  String sentence() {
    String taken = "the partitions take " + fit.layout().total();
    List<Size> disk = fit.disk().stream().toList();
    if (disk.isEmpty()) {
      return taken + "; the disk's size is not known, they fit onto one of " + fit.smallestDisk();
    }
    long left = left(disk.get(0));
    return left >= 0
        ? taken + " of " + disk.get(0) + ", " + new Size(left) + " are left"
        : taken + ", " + new Size(-left) + " more than the disk's " + disk.get(0);
  }
}
