package org.tmpfsroot.workbench.io;

/**
 * How large a terminal is.
 *
 * @param columns its width in characters
 * @param rows its height in lines
 */
public record TerminalSize(int columns, int rows) {}
