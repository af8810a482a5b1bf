package org.tmpfsroot.workbench.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      layout(choices.layout().partitions(), root.putObject("partitions"));
    }
  }

  private static void layout(List<Partition> partitions, ObjectNode node) {
    int own = 0;
    List<Partition> missing = new ArrayList<>();
    List<Partition> resized = new ArrayList<>();
    for (Partition usual : Layout.standard().partitions()) {
      Optional<Partition> next =
          partitions.stream()
              .skip(own)
              .findFirst()
              .filter(partition -> usual.withSize(partition.size()).equals(partition));
      if (next.isEmpty()) {
        missing.add(usual);
        continue;
      }
      own++;
      next.filter(partition -> !partition.equals(usual)).ifPresent(resized::add);
    }
    if (!missing.isEmpty()) {
      ArrayNode removed = node.putArray("removed");
      missing.forEach(partition -> removed.add(partition.mount()));
    }
    if (!resized.isEmpty()) {
      ObjectNode sizes = node.putObject("sizes");
      resized.forEach(partition -> sizes.put(partition.mount(), size(partition.size())));
    }
    if (own < partitions.size()) {
      ArrayNode added = node.putArray("added");
      partitions.stream().skip(own).forEach(partition -> partition(partition, added.addObject()));
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
