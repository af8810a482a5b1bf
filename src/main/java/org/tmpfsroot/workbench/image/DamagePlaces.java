package org.tmpfsroot.workbench.image;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.iso.Extent;
import org.tmpfsroot.workbench.iso.FatImage;

/** Where on a disk a kind of damage is done. */
record DamagePlaces(InstalledDisk disk) {
  private static final int SECTOR = 512;
  private static final long TABLE_SECTORS = 33;
  private static final long KERNEL_HEAD = 1 << 14;
  private static final long BTRFS_SECOND = 64L << 20;
  private static final int BTRFS_LENGTH = 4096;

  /**
   * The bytes to break.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when the disk does not have what is to be
   *     broken
   */
  List<Wound> of(DamageKind kind) {
    return switch (kind) {
      case LOG_SUPERBLOCK -> superblocks(disk.log()).subList(0, 1);
      case LOG_SUPERBLOCKS -> superblocks(disk.log());
      case LOG_DIRECTORY -> directory(disk.log());
      case LOG_INODE_TABLE -> inodeTable(disk.log());
      case LOG_JOURNAL -> file(disk.log(), Ext4.JOURNAL, "journal", Long.MAX_VALUE);
      case PERSIST_SUPERBLOCK -> superblocks(disk.persist()).subList(0, 1);
      case PERSIST_SUPERBLOCKS -> superblocks(disk.persist());
      case PERSIST_DIRECTORY -> directory(disk.persist());
      case PERSIST_INODE_TABLE -> inodeTable(disk.persist());
      case SLOT_STATE -> state("slots-1.env", "slots-2.env");
      case SLOT_STATE_COPY -> state("slots-1.env");
      case BOOT_COUNT -> state("tries.env");
      case EFI_BOOT_SECTOR -> List.of(new Wound("boot sector", inEfi(new Extent(0, SECTOR))));
      case EFI_TABLES ->
          List.of(new Wound("file allocation tables", inEfi(disk.efiFiles().tables())));
      case SLOT_A_KERNEL -> file("/boot/vmlinuz", KERNEL_HEAD);
      case SLOT_A_INITRD -> file("/boot/initramfs.img", Long.MAX_VALUE);
      case SLOT_A_SUPERBLOCKS -> superblocks(disk.slot("a"));
      case SLOT_A_DIRECTORY -> directory(disk.slot("a"));
      case BOTH_SLOTS ->
          Stream.of("a", "b").flatMap(slot -> superblocks(disk.slot(slot)).stream()).toList();
      case OPT_SUPERBLOCK -> btrfs("opt").subList(0, 1);
      case OPT_SUPERBLOCKS -> btrfs("opt");
      case DOCKER_SUPERBLOCKS -> btrfs("var_lib_docker");
      case PARTITION_TABLE ->
          List.of(new Wound("partition table", new Extent(SECTOR, TABLE_SECTORS * SECTOR)));
    };
  }

  private List<Wound> superblocks(Volume volume) {
    return disk.ext4(volume).superblocks().stream()
        .map(extent -> new Wound("superblock", extent))
        .toList();
  }

  private List<Wound> directory(Volume volume) {
    Ext4 ext4 = disk.ext4(volume);
    Extent first = ext4.data(Ext4.ROOT).get(0);
    return List.of(new Wound("directory block", new Extent(first.offset(), ext4.blockSize())));
  }

  private List<Wound> inodeTable(Volume volume) {
    return List.of(new Wound("inode table", disk.ext4(volume).inodeTable(0)));
  }

  private List<Wound> file(String path, long most) {
    Volume slot = disk.slot("a");
    long inode =
        disk.ext4(slot).find(path).orElseThrow(() -> disk.file().damaged("slot a has no " + path));
    return file(slot, inode, path, most);
  }

  private List<Wound> file(Volume volume, long inode, String what, long most) {
    List<Wound> wounds = new ArrayList<>();
    long left = most;
    for (Extent extent : disk.ext4(volume).data(inode)) {
      long length = Math.min(extent.length(), left);
      if (length > 0) {
        wounds.add(new Wound(what, new Extent(extent.offset(), length)));
      }
      left -= length;
    }
    return wounds;
  }

  private List<Wound> state(String... names) {
    FatImage files = disk.efiFiles();
    List<Wound> wounds = new ArrayList<>();
    for (String name : names) {
      for (Extent extent : files.extentsOf(InstalledDisk.STATE + name)) {
        wounds.add(new Wound(name, inEfi(extent)));
      }
    }
    return wounds;
  }

  private Extent inEfi(Extent extent) {
    return new Extent(disk.efi().extent().offset() + extent.offset(), extent.length());
  }

  private List<Wound> btrfs(String label) {
    Extent volume = disk.labelled(label).extent();
    return Stream.of((long) Volume.BTRFS_SUPERBLOCK, BTRFS_SECOND)
        .filter(copy -> copy + BTRFS_LENGTH <= volume.length())
        .map(copy -> new Wound("superblock", new Extent(volume.offset() + copy, BTRFS_LENGTH)))
        .toList();
  }
}
