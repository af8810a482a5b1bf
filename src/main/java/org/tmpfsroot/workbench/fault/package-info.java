/**
 * What the program says when it cannot go on: {@link org.tmpfsroot.workbench.fault.Fault} with what
 * failed, why, and what to do next, and the {@link org.tmpfsroot.workbench.fault.ExitCode} each
 * kind ends the program with.
 *
 * <p>Not for bugs: an exception of any other type that reaches the shell is one, and is reported as
 * such.
 */
@NullMarked
package org.tmpfsroot.workbench.fault;

import org.jspecify.annotations.NullMarked;
