package org.tmpfsroot.workbench.disk;

import java.util.List;
import java.util.Locale;
import org.tmpfsroot.workbench.fault.Choice;
import org.tmpfsroot.workbench.io.Size;

/** What a partition is formatted with. */
public enum Filesystem {
  /** The EFI system partition's FAT. */
  EFI(11, 40),
  EXT4(16, 8),
  /** One subvolume, named as the label, on a volume of its own. */
  BTRFS(255, 128),
  XFS(12, 300);

  private final int longestLabel;
  private final int smallestMiB;

  Filesystem(int longestLabel, int smallestMiB) {
    this.longestLabel = longestLabel;
    this.smallestMiB = smallestMiB;
  }

  /**
   * Reads {@code ext4}, {@code btrfs}, {@code xfs} or {@code efi}.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (usage) for any other word
   */
  public static Filesystem parse(String text) {
    return Choice.of("file system for a partition", text, List.of(values()), Filesystem::typed);
  }

  /** As typed, as saved, and as a kickstart names it. */
  public String typed() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As {@code mount} and {@code /etc/fstab} name it. */
  public String mountType() {
    return this == EFI ? "vfat" : typed();
  }

  /** In bytes. */
  public int longestLabel() {
    return longestLabel;
  }

  /**
   * What it can be made in: mkfs.btrfs refuses less than 109 MiB, mkfs.xfs less than 300 MiB,
   * firmware a FAT32 of less than 65,525 clusters.
   */
  Size smallest() {
    return Size.ofMiB(smallestMiB);
  }
}
