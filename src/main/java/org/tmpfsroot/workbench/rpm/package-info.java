/**
 * One RPM: versions and their order, capabilities and rich dependencies, the package file. Knows
 * nothing of repositories. The ways in are {@link org.tmpfsroot.workbench.rpm.RpmFile} (what a
 * package says of itself), {@link org.tmpfsroot.workbench.rpm.RpmPayload} (its files), {@link
 * org.tmpfsroot.workbench.rpm.Integrity} (whether its bytes are whole and who made them) and {@link
 * org.tmpfsroot.workbench.rpm.RpmBuilder} (small packages of our own).
 *
 * <p>The byte format is that of rpm's own documentation, "RPM V3/V4/V6 Package format". All numbers
 * are big-endian:
 *
 * <pre>
 * lead              96 bytes: magic ed ab ee db, major version 3 or 4; the rest is not used
 * signature header  a header, region tag 62, filled up to a multiple of 8 bytes
 * header            a header, region tag 63; absent in version 3
 * payload           a compressed cpio archive, to the end of the file
 * </pre>
 *
 * <p>A header is the magic {@code 8e ad e8 01}, four zero bytes, the number of entries and the
 * length of the data (4 bytes each), then for each entry tag, type, offset into the data and count
 * (4 bytes each), then the data. The first entry is the region: its 16 bytes of data are the last,
 * and are an entry themselves whose offset is minus the length of the index. What lies inside the
 * region is what digests and signatures are over, so nothing outside it is accepted.
 *
 * <p>The signature header holds digests and signatures over the header (tags 267 to 279) and over
 * header and payload (1002 to 1005); the header itself holds digests of the payload (5092, 5121,
 * 5123). A file list is a set of arrays of one length; a path is a folder, by number, and a name.
 *
 * <p>The archive has "new ASCII" members (magic {@code 070701}) or, always in version 6 and where a
 * file is over 4 GiB, rpm's short ones: {@code 07070X} and the file's number in the header's list
 * in 8 hexadecimal digits. Of several names of one file only the last carries the content.
 */
@NullMarked
package org.tmpfsroot.workbench.rpm;

import org.jspecify.annotations.NullMarked;
