/**
 * The language that commands are written in, wherever they come from: which lines of a text are
 * commands, what their words are, and what variables stand for. {@link
 * org.tmpfsroot.workbench.script.CommandFile} and {@link
 * org.tmpfsroot.workbench.script.LineAssembler} give lines, {@link
 * org.tmpfsroot.workbench.script.Words} gives a line's words, {@link
 * org.tmpfsroot.workbench.script.Variables} what {@code ${NAME}} means, {@link
 * org.tmpfsroot.workbench.script.IncludeChain} which files are being read.
 *
 * <p>Knows no command and no terminal, and runs nothing.
 *
 * <p>One command stands on a line. A {@code \} at the end of a line continues it; a {@code #} that
 * begins a word begins a comment. Words are parted by spaces and tabs. In single quotes everything
 * is itself; in double quotes {@code \} keeps the next {@code "}, {@code \} or {@code $} from its
 * meaning; outside of quotes it does so for any character. {@code ${NAME}} outside of single quotes
 * is replaced and never split again. A line that begins with {@code -} may fail.
 */
@NullMarked
package org.tmpfsroot.workbench.script;

import org.jspecify.annotations.NullMarked;
