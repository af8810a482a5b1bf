package org.tmpfsroot.workbench.script;

/**
 * One command as it stands in a text, continuations joined, variables not yet replaced.
 *
 * @param text never blank, never only a comment, without the leading {@code -}
 * @param mayFail whether the line began with {@code -}
 */
public record CommandLine(Origin origin, String text, boolean mayFail) {}
