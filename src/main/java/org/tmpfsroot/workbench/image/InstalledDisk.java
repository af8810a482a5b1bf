package org.tmpfsroot.workbench.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.iso.DiskPartition;
import org.tmpfsroot.workbench.iso.Extent;
import org.tmpfsroot.workbench.iso.FatImage;

/**
 * The disk of an installed system. What its partitions are for is read from the disk itself: the
 * boot menu on the EFI partition names the file systems of the slots, and a list in slot A those of
 * the logs and of what persists.
 */
public final class InstalledDisk implements AutoCloseable {
  static final String STATE = "EFI/fedora/";

  private static final String MENU = STATE + "grub.cfg";
  private static final String IDENTITIES = "/usr/lib/tmpfsroot-fedora/identities";
  private static final long LARGEST_EFI = 1L << 30;
  private static final int LARGEST_TEXT = 1 << 16;

  private final DiskFile disk;
  private final List<Volume> volumes;

  private InstalledDisk(DiskFile disk, List<Volume> volumes) {
    this.disk = disk;
    this.volumes = volumes;
  }

  /**
   * Opens it for reading.
   *
   * @throws Fault (world) when it cannot be read or has no GPT
   */
  public static InstalledDisk open(Path path) {
    DiskFile disk = DiskFile.open(path, StandardOpenOption.READ);
    try {
      List<Volume> volumes = new ArrayList<>();
      for (DiskPartition partition : DiskPartition.of(path)) {
        if (partition.table() == DiskPartition.Table.GPT) {
          volumes.add(Volume.of(disk, partition));
        }
      }
      if (volumes.isEmpty()) {
        throw disk.damaged("it has no GPT with a partition");
      }
      return new InstalledDisk(disk, List.copyOf(volumes));
    } catch (IOException e) {
      disk.close();
      throw AtomicFile.cannotRead(path, e);
    } catch (RuntimeException e) {
      disk.close();
      throw e;
    }
  }

  /** Its partitions in the table's order. */
  public List<Volume> volumes() {
    return volumes;
  }

  DiskFile file() {
    return disk;
  }

  Volume efi() {
    return volumes.stream()
        .filter(volume -> volume.partition().type().equals(DiskPartition.EFI_SYSTEM))
        .findFirst()
        .orElseThrow(() -> disk.damaged("it has no EFI partition"));
  }

  /** The EFI partition's files; its offsets are the partition's. */
  FatImage efiFiles() {
    Extent extent = efi().extent();
    if (extent.length() > LARGEST_EFI) {
      throw disk.damaged("its EFI partition is larger than 1 GiB");
    }
    return FatImage.of(disk.read(extent), "the EFI partition of " + disk.path());
  }

  /**
   * The file system of a slot.
   *
   * @param slot {@code a} or {@code b}
   */
  Volume slot(String slot) {
    String menu = new String(efiFiles().read(MENU), StandardCharsets.UTF_8);
    Matcher search =
        Pattern.compile(
                "function start_" + slot + " \\{.*?--fs-uuid --set=root ([0-9a-fA-F-]{36})",
                Pattern.DOTALL)
            .matcher(menu);
    if (!search.find()) {
      throw disk.damaged("its boot menu has no slot " + slot);
    }
    return volume(search.group(1), "slot " + slot);
  }

  Volume log() {
    return named("LOG_UUID", "logs");
  }

  Volume persist() {
    return named("PERSIST_UUID", "what persists");
  }

  /** The btrfs with this label. */
  Volume labelled(String label) {
    return volumes.stream()
        .filter(volume -> volume.kind() == Volume.Kind.BTRFS && volume.label().equals(label))
        .findFirst()
        .orElseThrow(() -> disk.damaged("no file system on it has the label " + label));
  }

  Ext4 ext4(Volume volume) {
    if (volume.kind() != Volume.Kind.EXT4) {
      throw disk.damaged(volume.inWords() + " is not an ext4");
    }
    return new Ext4(disk, volume);
  }

  private Volume named(String key, String what) {
    Ext4 slot = ext4(slot("a"));
    String identities =
        slot.find(IDENTITIES)
            .map(inode -> new String(slot.content(inode, LARGEST_TEXT), StandardCharsets.UTF_8))
            .orElseThrow(() -> disk.damaged("slot a has no " + IDENTITIES));
    Optional<String> uuid =
        identities
            .lines()
            .filter(line -> line.startsWith(key + "="))
            .map(line -> line.substring(key.length() + 1).strip())
            .findFirst();
    return volume(uuid.orElseThrow(() -> disk.damaged("slot a does not know its " + what)), what);
  }

  private Volume volume(String uuid, String what) {
    return volumes.stream()
        .filter(volume -> volume.uuid().equalsIgnoreCase(uuid))
        .findFirst()
        .orElseThrow(() -> disk.damaged("the file system of " + what + " is not on it: " + uuid));
  }

  @Override
  public void close() {
    disk.close();
  }
}
