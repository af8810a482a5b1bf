package org.tmpfsroot.workbench.image;

import java.util.Locale;

/** One thing that can be broken on the disk of an installed system. */
public enum DamageKind {
  LOG_SUPERBLOCK("the superblock of the logs, whose copies are whole"),
  LOG_SUPERBLOCKS("every superblock of the logs"),
  LOG_DIRECTORY("the root directory of the logs"),
  LOG_INODE_TABLE("the first inodes of the logs"),
  LOG_JOURNAL("the journal of the logs"),
  PERSIST_SUPERBLOCK("the superblock of what persists, whose copies are whole"),
  PERSIST_SUPERBLOCKS("every superblock of what persists"),
  PERSIST_DIRECTORY("the root directory of what persists"),
  PERSIST_INODE_TABLE("the first inodes of what persists"),
  SLOT_STATE("both copies of the slots' state"),
  SLOT_STATE_COPY("the first copy of the slots' state"),
  BOOT_COUNT("GRUB's count of boots"),
  EFI_BOOT_SECTOR("the first sector of the EFI partition"),
  EFI_TABLES("the tables of the EFI partition's file system"),
  SLOT_A_KERNEL("the beginning of slot A's kernel"),
  SLOT_A_INITRD("slot A's initrd"),
  SLOT_A_SUPERBLOCKS("every superblock of slot A"),
  SLOT_A_DIRECTORY("the root directory of slot A"),
  BOTH_SLOTS("every superblock of both slots"),
  OPT_SUPERBLOCK("the superblock of /opt, whose copy is whole"),
  OPT_SUPERBLOCKS("every superblock of /opt"),
  DOCKER_SUPERBLOCKS("every superblock of /var/lib/docker"),
  PARTITION_TABLE("the first of the two partition tables");

  private final String about;

  DamageKind(String about) {
    this.about = about;
  }

  /** As it is typed: {@code log-superblock}. */
  public String typed() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is broken, as part of a sentence. */
  public String about() {
    return about;
  }
}
