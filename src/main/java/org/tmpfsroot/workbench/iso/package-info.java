/**
 * Optical disc images: ISO 9660 (ECMA-119, level 3) with Rock Ridge (SUSP and RRIP) and Joliet, El
 * Torito boot records, the partition tables (MBR and GPT) that make the same image boot from a disk
 * or stick, and the FAT file system of the EFI boot image.
 *
 * <p>The ways in: {@link org.tmpfsroot.workbench.iso.IsoImage} reads an image; {@link
 * org.tmpfsroot.workbench.iso.IsoTree} and {@link org.tmpfsroot.workbench.iso.IsoSpec} say what a
 * new one shall hold and {@link org.tmpfsroot.workbench.iso.IsoWriter} writes it; {@link
 * org.tmpfsroot.workbench.iso.IsoExtractor} copies files out; {@link
 * org.tmpfsroot.workbench.iso.FatImage} reads and makes EFI boot images.
 *
 * <p>Not here: what any of the files mean. Nothing in this package knows a distribution, a boot
 * loader's configuration, or an installer. No deep-directory relocation is written (every current
 * reader accepts deep paths), but it is understood when read.
 *
 * <p>How a written image is laid out, in blocks of 2048 bytes:
 *
 * <pre>
 *  0        MBR (code of the boot loader, table), GPT header and its 128 entries
 * 16        primary volume descriptor, boot record, Joliet descriptor, terminator
 * 32        the same without the boot record, for the file system as it is seen from the first
 *           partition, whose block 0 is block 16 of the image
 * 36        path tables and directories: ISO 9660 and Joliet, each once for the whole image
 *           and once for the partition
 *  …        El Torito boot catalog, the files in the order of their paths
 *  …        the EFI boot image, which is GPT partition 2
 * end − 9   GPT entries and header again
 * </pre>
 *
 * <p>An image without boot entries has neither partition tables nor the second set of descriptors.
 *
 * <p>Sources: ECMA-119 4th edition, IEEE P1281 (SUSP 1.12) and P1282 (RRIP 1.12) drafts, the Joliet
 * specification, El Torito 1.0, the UEFI specification (El Torito, GPT and MBR chapters),
 * Microsoft's FAT specification 1.03, and the images xorriso 1.5 writes, where these leave a
 * choice.
 */
@NullMarked
package org.tmpfsroot.workbench.iso;

import org.jspecify.annotations.NullMarked;
