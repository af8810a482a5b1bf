package org.tmpfsroot.workbench.image;

import org.tmpfsroot.workbench.iso.Extent;

/**
 * Bytes of a disk that were written over with noise.
 *
 * @param what the structure they belong to
 * @param extent where they are on the disk
 */
public record Wound(String what, Extent extent) {}
