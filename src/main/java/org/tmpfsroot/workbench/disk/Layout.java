package org.tmpfsroot.workbench.disk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.Size;

/**
 * All partitions in the order in which they lie on the disk, and the seed of their identities.
 *
 * @param partitions each mount point once
 * @param uuidSeed the text all UUIDs are derived from: two products differ by it, two builds do not
 */
public record Layout(List<Partition> partitions, String uuidSeed) {
  public static final String EFI = "/boot/efi";
  public static final String SLOT_A = "/";
  public static final String SLOT_B = "/root2";
  public static final String PERSIST = "/persist";
  public static final String LOG = "/var/log";

  private static final Set<String> INDISPENSABLE = Set.of(EFI, SLOT_A, SLOT_B, PERSIST, LOG);

  /**
   * @throws Fault (usage) when a mount point or a label is there twice, or one the system cannot do
   *     without is missing
   */
  public Layout {
    partitions = List.copyOf(partitions);
    Set<String> seen = new HashSet<>();
    for (Partition each : partitions) {
      if (!seen.add(each.mount())) {
        throw twice(each.mount());
      }
      if (!each.label().isEmpty() && !seen.add("label " + each.label())) {
        throw Fault.usage(
            "label '" + each.label() + "' of " + each.mount() + " is used twice",
            "file systems are found by it",
            "choose another mount point");
      }
    }
    for (String mount : INDISPENSABLE) {
      if (!seen.contains(mount)) {
        throw indispensable(mount);
      }
    }
  }

  /** The usual layout with the usual identities. */
  public static Layout standard() {
    return new Layout(StandardPartitions.ALL, Identities.STANDARD_SEED);
  }

  /** The seed that gives the usual identities. */
  public static String standardSeed() {
    return Identities.STANDARD_SEED;
  }

  public Layout withSeed(String seed) {
    return new Layout(partitions, seed);
  }

  /**
   * Another size for a partition that is there.
   *
   * @throws Fault (usage) for a size of 0 and for a mount point that is not in the layout
   */
  public Layout withSize(String mount, Size size) {
    int index = require(mount);
    List<Partition> changed = new ArrayList<>(partitions);
    changed.set(index, changed.get(index).withSize(size));
    return new Layout(changed, uuidSeed);
  }

  /**
   * One partition more, behind the others.
   *
   * @throws Fault (usage) when its mount point or label is there already
   */
  public Layout plus(Partition partition) {
    if (partition(partition.mount()).isPresent()) {
      throw twice(partition.mount());
    }
    List<Partition> changed = new ArrayList<>(partitions);
    changed.add(partition);
    return new Layout(changed, uuidSeed);
  }

  /**
   * Without a partition.
   *
   * @throws Fault (usage) when it is not there or the system cannot do without it
   */
  public Layout minus(String mount) {
    int index = require(mount);
    if (INDISPENSABLE.contains(mount)) {
      throw indispensable(mount);
    }
    List<Partition> changed = new ArrayList<>(partitions);
    changed.remove(index);
    return new Layout(changed, uuidSeed);
  }

  public Optional<Partition> partition(String mount) {
    return partitions.stream().filter(each -> each.mount().equals(mount)).findFirst();
  }

  /** The mount points in the layout's order. */
  public List<String> mounts() {
    return partitions.stream().map(Partition::mount).toList();
  }

  /** The UUID of the file system mounted there; any path has one, in the layout or not. */
  public UUID uuid(String mount) {
    return Identities.of(uuidSeed, mount);
  }

  /** The FAT volume number of the EFI system partition, eight hexadecimal digits. */
  public String efiVolumeId() {
    return String.format(Locale.ROOT, "%08X", uuid(EFI).getMostSignificantBits() >>> Integer.SIZE);
  }

  /** What all partitions take together. */
  public Size total() {
    return partitions.stream().map(Partition::size).reduce(new Size(0), Size::plus);
  }

  private int require(String mount) {
    int index = mounts().indexOf(mount);
    if (index < 0) {
      throw Fault.usage(
          "there is no partition " + mount,
          "the layout has " + String.join(", ", mounts()),
          Nearest.sentence(
              mount, mounts(), "type `partition add " + mount + " SIZE --fs ext4` for a new one"));
    }
    return index;
  }

  private static Fault twice(String mount) {
    return Fault.usage(
        "there is a partition " + mount + " already",
        "a mount point can be used once",
        "type `partition set " + mount + " SIZE` to change its size");
  }

  private static Fault indispensable(String mount) {
    return Fault.usage(
        "the layout cannot do without " + mount,
        "both slots, their boot loader, the persistent data and the logs need their partitions",
        "type `partition set " + mount + " SIZE` to change its size");
  }
}
