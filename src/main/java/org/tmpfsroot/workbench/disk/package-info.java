/**
 * The disks of the machine to be installed and how they are divided, as data: {@link
 * org.tmpfsroot.workbench.disk.Disk}, {@link org.tmpfsroot.workbench.disk.Layout} and its {@link
 * org.tmpfsroot.workbench.disk.Partition}s. Nothing here touches a disk of this machine, and no
 * other package switches on a partition's name: what distinguishes one is in its data.
 */
@NullMarked
package org.tmpfsroot.workbench.disk;

import org.jspecify.annotations.NullMarked;
