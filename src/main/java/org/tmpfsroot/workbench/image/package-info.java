/**
 * A disk with an installed system, looked at from outside while it is off: its partitions, the
 * places of its file systems' structures, damage done to one of them, what is on it after a power
 * cut, and whether its file systems are whole. Not a file system driver: of ext4 as much is read as
 * leads to a file.
 *
 * <p>The ways in: {@link org.tmpfsroot.workbench.image.InstalledDisk}, {@link
 * org.tmpfsroot.workbench.image.DamageKind}, {@link org.tmpfsroot.workbench.image.WriteLog}, {@link
 * org.tmpfsroot.workbench.image.PowerCut}, {@link org.tmpfsroot.workbench.image.VolumeCheck}.
 *
 * <p>Formats: GPT as in the UEFI specification; ext4 as in the Linux kernel's documentation
 * (filesystems/ext4); FAT as in package {@code iso}; the superblocks of btrfs at 64 KiB and 64 MiB.
 * A write log is that of the device mapper target log-writes: in its first sector, little-endian,
 * the 64-bit numbers {@code 0x6a736677736872}, version 1 and count of entries, and 32 bits sector
 * size; then for each entry a sector with the 64-bit numbers sector, count of sectors, flags (1
 * flush, 2 FUA, 4 discard, 8 mark) and length of data, and behind it the data, which a discard does
 * not have.
 */
@NullMarked
package org.tmpfsroot.workbench.image;

import org.jspecify.annotations.NullMarked;
