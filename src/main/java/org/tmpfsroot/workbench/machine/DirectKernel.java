package org.tmpfsroot.workbench.machine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A kernel that is started without firmware's and boot loader's help.
 *
 * @param commandLine what it finds in {@code /proc/cmdline}; without a {@code console=ttyS0} there
 *     is nothing to be seen
 */
public record DirectKernel(Path kernel, Optional<Path> initrd, String commandLine) {}
