package org.tmpfsroot.workbench.shell;

import java.util.function.Supplier;

/**
 * A class with commands and where its one instance comes from. The instance is asked for when a
 * command of the class is run or completed for the first time.
 */
public record CommandClass<T>(Class<T> type, Supplier<? extends T> instance) {}
