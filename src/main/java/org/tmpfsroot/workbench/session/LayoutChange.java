package org.tmpfsroot.workbench.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.disk.Partition;

/**
 * How a layout differs from the usual one.
 *
 * @param removed mount points of usual partitions that are not there
 * @param resized usual partitions with another size
 * @param added what lies behind the usual ones
 */
record LayoutChange(List<String> removed, List<Partition> resized, List<Partition> added) {
  LayoutChange {
    removed = List.copyOf(removed);
    resized = List.copyOf(resized);
    added = List.copyOf(added);
  }

  /** What makes {@code layout} out of the usual one. */
  static LayoutChange of(Layout layout) {
    List<Partition> partitions = layout.partitions();
    int own = 0;
    List<String> missing = new ArrayList<>();
    List<Partition> resized = new ArrayList<>();
    for (Partition usual : Layout.standard().partitions()) {
      Optional<Partition> next =
          partitions.stream()
              .skip(own)
              .findFirst()
              .filter(partition -> usual.withSize(partition.size()).equals(partition));
      if (next.isEmpty()) {
        missing.add(usual.mount());
        continue;
      }
      own++;
      next.filter(partition -> !partition.equals(usual)).ifPresent(resized::add);
    }
    return new LayoutChange(missing, resized, partitions.subList(own, partitions.size()));
  }
}
