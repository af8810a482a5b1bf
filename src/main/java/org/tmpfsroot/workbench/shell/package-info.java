/**
 * The terminal and everything typed: one loop for the prompt, command files, {@code -c} and
 * standard input; strict parsing; printing, progress, completion, cancelling.
 *
 * <p>Commands are methods with Spring Shell's annotations in classes with {@link
 * org.tmpfsroot.workbench.shell.Noun}; they stand in Spring Shell's registry, seen through {@link
 * org.tmpfsroot.workbench.shell.Commands}. They print through {@link
 * org.tmpfsroot.workbench.shell.Output}. What the commands are is not known here.
 */
@NullMarked
package org.tmpfsroot.workbench.shell;

import org.jspecify.annotations.NullMarked;
