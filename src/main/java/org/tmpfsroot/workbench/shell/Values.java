package org.tmpfsroot.workbench.shell;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What can be typed for a parameter, for completion: names a method of the same class that returns
 * {@code List<CompletionProposal>}. It has no parameter or, where there may be very many, the word
 * as far as it is typed and, where they matter, the arguments before it as a {@code List<String>}.
 * It must answer from memory, within milliseconds. Enums and paths need none.
 */
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Values {
  /** The method's name. */
  String value();
}
