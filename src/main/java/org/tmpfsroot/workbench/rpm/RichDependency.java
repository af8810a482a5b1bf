package org.tmpfsroot.workbench.rpm;

import java.util.List;
import java.util.Locale;

/**
 * Capabilities joined by words, as rpm 4.13 and later allow.
 *
 * @param operands two or more; for {@code IF} and {@code UNLESS}: the dependency, the condition
 *     and, with an {@code else}, the alternative
 */
public record RichDependency(Operator operator, List<Dependency> operands) implements Dependency {

  /** The joining words. */
  public enum Operator {
    AND,
    OR,
    IF,
    UNLESS,
    WITH,
    WITHOUT;

    /** As written: {@code and}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it joins any number of operands rather than exactly two. */
    boolean isChain() {
      return this == AND || this == OR || this == WITH;
    }
  }

  public RichDependency {
    operands = List.copyOf(operands);
  }

  /** rpm's notation, in brackets. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("(").append(operands.get(0));
    for (int i = 1; i < operands.size(); i++) {
      boolean alternative = !operator.isChain() && i == 2;
      text.append(' ')
          .append(alternative ? "else" : operator.word())
          .append(' ')
          .append(operands.get(i));
    }
    return text.append(')').toString();
  }
}
