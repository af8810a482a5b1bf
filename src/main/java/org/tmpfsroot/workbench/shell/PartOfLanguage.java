package org.tmpfsroot.workbench.shell;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A command that decides what further lines mean. It is run even where a file is only checked, and
 * changes nothing but the shell.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface PartOfLanguage {}
