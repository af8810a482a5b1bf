/**
 * Writes squashfs images: the small read-only file systems an installer lays over its own root.
 * {@link org.tmpfsroot.workbench.squashfs.SquashfsTree} says what is in one, {@link
 * org.tmpfsroot.workbench.squashfs.SquashfsWriter} writes it. Reads none.
 *
 * <p>The format is squashfs 4.0, little-endian, as the Linux kernel's {@code fs/squashfs} reads it
 * ({@code squashfs_fs.h}): a superblock of 96 bytes, the compressor's options, the files' blocks,
 * then the tables of inodes, directories and owners, each made of blocks of 8 KiB with a length of
 * two bytes before them. All inodes of files and folders are of the extended kind; there are no
 * fragments, extended attributes or export table. Blocks are 128 KiB, compressed with xz and, where
 * that is smaller, its filter for x86 code; every owner is root, every time is 0.
 */
@NullMarked
package org.tmpfsroot.workbench.squashfs;

import org.jspecify.annotations.NullMarked;
