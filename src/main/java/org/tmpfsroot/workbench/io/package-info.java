/**
 * Bytes and files for every other package: sizes, digests, compression, bounded reading, files that
 * appear whole or not at all, and progress of work that lasts. Knows no format beyond a
 * compressor's magic number.
 */
@NullMarked
package org.tmpfsroot.workbench.io;

import org.jspecify.annotations.NullMarked;
