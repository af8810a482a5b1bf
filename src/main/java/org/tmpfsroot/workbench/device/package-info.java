/**
 * Block devices that an image can be written to, such as a stick: what the system says of one, and
 * writing with reading back. Linux only: it reads {@code /sys} and {@code /proc/self/mountinfo}.
 *
 * <p>Not here: what is in the image.
 */
@NullMarked
package org.tmpfsroot.workbench.device;

import org.jspecify.annotations.NullMarked;
