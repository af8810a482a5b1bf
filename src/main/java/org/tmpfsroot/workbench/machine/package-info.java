/**
 * Machines in QEMU: what they have, their start with a BIOS or UEFI firmware, their serial line,
 * what is expected on it, and their end, by a clean shutdown or a power cut.
 *
 * <p>The way in: a {@link org.tmpfsroot.workbench.machine.Machine} says what is there, {@link
 * org.tmpfsroot.workbench.machine.Qemu} starts it, and the {@link
 * org.tmpfsroot.workbench.machine.RunningMachine} is watched and ended. Machines are x86_64.
 */
@NullMarked
package org.tmpfsroot.workbench.machine;

import org.jspecify.annotations.NullMarked;
