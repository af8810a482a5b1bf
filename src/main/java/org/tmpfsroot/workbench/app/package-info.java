/**
 * Starts the program: reads the call and the machine's defaults, wires objects by constructor,
 * hands over to the shell. Does nothing itself that a user would notice.
 */
@NullMarked
package org.tmpfsroot.workbench.app;

import org.jspecify.annotations.NullMarked;
