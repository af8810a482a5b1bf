package org.tmpfsroot.workbench.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.DiskMatch;
import org.tmpfsroot.workbench.disk.Filesystem;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.disk.Partition;
import org.tmpfsroot.workbench.io.Size;

/**
 * Disks, and how the layout differs from the usual one: partitions that are not there, other sizes,
 * and what was added behind them.
 */
final class LayoutJson {
  private LayoutJson() {}

  static void write(DiskChoices choices, ObjectNode root) {
    if (!choices.disks().isEmpty()) {
      ArrayNode disks = root.putArray("disks");
      for (Disk disk : choices.disks()) {
        ObjectNode node = disks.addObject();
        node.put("name", disk.name());
        disk.size().ifPresent(size -> node.put("size", size(size)));
        disk.match().ifPresent(match -> node.put("match", match.typed()));
      }
    }
    choices.main().ifPresent(name -> root.put("main-disk", name));
    if (!choices.layout().equals(Layout.standard())) {
      layout(LayoutChange.of(choices.layout()), root.putObject("partitions"));
    }
  }

  private static void layout(LayoutChange change, ObjectNode node) {
    if (!change.removed().isEmpty()) {
      ArrayNode removed = node.putArray("removed");
      change.removed().forEach(removed::add);
    }
    if (!change.resized().isEmpty()) {
      ObjectNode sizes = node.putObject("sizes");
      change.resized().forEach(partition -> sizes.put(partition.mount(), size(partition.size())));
    }
    if (!change.added().isEmpty()) {
      ArrayNode added = node.putArray("added");
      change.added().forEach(partition -> partition(partition, added.addObject()));
    }
  }

  private static void partition(Partition partition, ObjectNode node) {
    node.put("mount", partition.mount());
    node.put("size", size(partition.size()));
    node.put("fs", partition.filesystem().typed());
    node.put("options", partition.options());
  }

  static DiskChoices read(JsonFields root) {
    DiskChoices choices = DiskChoices.NONE;
    for (Disk disk : root.objects("disks", LayoutJson::disk)) {
      choices = choices.plus(disk);
    }
    DiskChoices all = choices;
    choices = root.value("main-disk", all::withMain).orElse(all);
    return choices.withLayout(
        root.object("partitions", LayoutJson::layout).orElseGet(Layout::standard));
  }

  private static Disk disk(JsonFields fields) {
    return new Disk(
        fields.required("name", fields.text("name")),
        fields.value("size", Size::parse),
        fields.value("match", DiskMatch::parse));
  }

  private static Layout layout(JsonFields fields) {
    Layout layout = Layout.standard();
    for (String mount : fields.texts("removed")) {
      layout = layout.minus(mount);
    }
    Layout left = layout;
    layout = fields.object("sizes", sizes -> sizes(sizes, left)).orElse(left);
    for (Partition partition : fields.objects("added", LayoutJson::partition)) {
      layout = layout.plus(partition);
    }
    return layout;
  }

  private static Layout sizes(JsonFields fields, Layout layout) {
    Layout next = layout;
    for (String mount : fields.names()) {
      Layout before = next;
      next =
          fields.required(
              mount, fields.value(mount, text -> before.withSize(mount, Size.parse(text))));
    }
    return next;
  }

  private static Partition partition(JsonFields fields) {
    return Partition.added(
        fields.required("mount", fields.text("mount")),
        fields.required("size", fields.value("size", Size::parse)),
        fields.required("fs", fields.value("fs", Filesystem::parse)),
        fields.text("options").orElse(""));
  }

  /** {@link Size#typed} rounds what is no whole KiB; partitions and disks are. */
  private static String size(Size size) {
    return size.typed();
  }
}
