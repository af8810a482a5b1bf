package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.disk.Partition;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.Size;

/**
 * The target's disks and how the one installed to is divided.
 *
 * @param disks that the installer may touch, in the order they were added; no two of one name
 * @param main the name of the one installed to, when it was named
 * @param layout with the usual identities; a session's own come from its settings
 */
public record DiskChoices(List<Disk> disks, Optional<String> main, Layout layout) {
  // far above any disk, and far below where a sum of sizes would overflow
  private static final Size LARGEST = Size.ofMiB(1L << 30);

  /** No disk, and the usual partitions. */
  public static final DiskChoices NONE =
      new DiskChoices(List.of(), Optional.empty(), Layout.standard());

  public DiskChoices {
    disks = List.copyOf(disks);
    List<String> known = names(disks).toList();
    if (known.stream().distinct().count() != known.size()
        || !known.containsAll(main.stream().toList())) {
      throw new IllegalArgumentException("disks " + disks + " with " + main);
    }
  }

  /** The disk that is installed to: the one named, else the only one there is. */
  public Optional<Disk> target() {
    if (main.isPresent()) {
      return disks.stream().filter(disk -> disk.name().equals(main.get())).findFirst();
    }
    return disks.size() == 1 ? Optional.of(disks.get(0)) : Optional.empty();
  }

  /**
   * With one more disk.
   *
   * @throws Fault (usage) when there is one of that name
   */
  public DiskChoices plus(Disk disk) {
    if (names(disks).anyMatch(disk.name()::equals)) {
      throw Fault.usage(
          "cannot add the disk " + disk.name(),
          "there is one of that name",
          "type `disk remove " + disk.name() + "` first");
    }
    Disk whole = disk.size().map(size -> disk.withSize(wholeMiB(size))).orElse(disk);
    return new DiskChoices(Stream.concat(disks.stream(), Stream.of(whole)).toList(), main, layout);
  }

  /**
   * Without that disk.
   *
   * @throws Fault (usage) when there is none
   */
  public DiskChoices minus(String name) {
    expect(name);
    return new DiskChoices(
        disks.stream().filter(disk -> !disk.name().equals(name)).toList(),
        main.filter(other -> !other.equals(name)),
        layout);
  }

  /**
   * Installing to that disk, and to no other.
   *
   * @throws Fault (usage) when there is none
   */
  public DiskChoices withMain(String name) {
    expect(name);
    return new DiskChoices(disks, Optional.of(name), layout);
  }

  /** With other partitions, whose sizes are rounded up to whole MiB. */
  public DiskChoices withLayout(Layout next) {
    Layout whole = next;
    for (Partition partition : next.partitions()) {
      whole = whole.withSize(partition.mount(), wholeMiB(partition.size()));
    }
    return new DiskChoices(disks, main, whole);
  }

  private static Size wholeMiB(Size size) {
    if (size.compareTo(LARGEST) > 0) {
      throw Fault.usage(
          "a size of " + size + " is refused", "no disk is that large", "write GiB as 8G");
    }
    return Size.ofMiB(size.mebibytesRoundedUp());
  }

  private void expect(String name) {
    List<String> known = names(disks).toList();
    if (!known.contains(name)) {
      throw Fault.usage(
          "there is no disk '" + name + "'",
          known.isEmpty()
              ? "the session has none"
              : Nearest.sentence(name, known, "the session has " + String.join(", ", known)),
          "type `disk add NAME` to add one");
    }
  }

  private static Stream<String> names(List<Disk> disks) {
    return disks.stream().map(Disk::name);
  }
}
