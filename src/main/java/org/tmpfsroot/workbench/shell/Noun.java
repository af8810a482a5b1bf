package org.tmpfsroot.workbench.shell;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a class of commands is about; help lists it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Noun {
  /** The first word of its commands; empty for commands of one word. */
  String value();

  /** One line: what the noun stands for. */
  String about();
}
