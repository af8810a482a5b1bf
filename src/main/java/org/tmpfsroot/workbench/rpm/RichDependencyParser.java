package org.tmpfsroot.workbench.rpm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * Reads rpm's boolean dependencies by recursive descent; depth is bounded, since metadata comes
 * from outside.
 */
final class RichDependencyParser {
  private static final int DEEPEST = 64;

  private final String text;
  private int position;

  private RichDependencyParser(String text) {
    this.text = text;
  }

  static Dependency parse(String text) {
    RichDependencyParser parser = new RichDependencyParser(text);
    Dependency dependency = parser.bracketed(0);
    parser.skipSpace();
    if (parser.position != text.length()) {
      throw parser.unreadable("something follows the last bracket");
    }
    return dependency;
  }

  private Dependency bracketed(int depth) {
    if (depth > DEEPEST) {
      throw unreadable("it is nested deeper than " + DEEPEST);
    }
    position++;
    Dependency first = operand(depth);
    skipSpace();
    if (isNext(')')) {
      position++;
      return first;
    }
    RichDependency.Operator operator = operator();
    List<Dependency> operands = new ArrayList<>(List.of(first, operand(depth)));
    skipSpace();
    while (!isNext(')')) {
      String word = word();
      boolean goesOn = operator.isChain() && word.equals(operator.word());
      boolean alternative =
          word.equals("else")
              && operands.size() == 2
              && (operator == RichDependency.Operator.IF
                  || operator == RichDependency.Operator.UNLESS);
      if (!goesOn && !alternative) {
        throw unreadable("'" + word + "' cannot follow '" + operator.word() + "'");
      }
      operands.add(operand(depth));
      skipSpace();
    }
    position++;
    return new RichDependency(operator, operands);
  }

  private RichDependency.Operator operator() {
    String word = word();
    for (RichDependency.Operator operator : RichDependency.Operator.values()) {
      if (operator.word().equals(word)) {
        return operator;
      }
    }
    throw unreadable("'" + word + "' is not one of and, or, if, unless, with, without");
  }

  private Dependency operand(int depth) {
    skipSpace();
    if (isNext('(')) {
      return bracketed(depth + 1);
    }
    String name = word();
    if (name.isEmpty()) {
      throw unreadable("a name is missing");
    }
    int afterName = position;
    skipSpace();
    Optional<Capability.Relation> relation = Capability.Relation.signed(word());
    if (relation.isEmpty()) {
      position = afterName;
      return Capability.named(name);
    }
    skipSpace();
    String evr = word();
    if (evr.isEmpty()) {
      throw unreadable("a version is missing");
    }
    return new Capability(name, relation.get(), Evr.parse(evr));
  }

  /**
   * Up to a blank or an unmatched closing bracket: names such as {@code libfoo.so()(64bit)} hold
   * brackets of their own.
   */
  private String word() {
    int start = position;
    int open = 0;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (Character.isWhitespace(c) || (c == ')' && open == 0)) {
        break;
      }
      if (c == '(') {
        open++;
      } else if (c == ')') {
        open--;
      }
      position++;
    }
    return text.substring(start, position);
  }

  private boolean isNext(char wanted) {
    if (position >= text.length()) {
      throw unreadable("a closing bracket is missing");
    }
    return text.charAt(position) == wanted;
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private Fault unreadable(String why) {
    return Fault.world(
        "cannot read the dependency '" + text + "'",
        why + " (at character " + (position + 1) + ")",
        "report it to whoever made the package or its metadata");
  }
}
