package org.tmpfsroot.workbench.lock;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.rpm.Dependency;

/** Tells capabilities from names in what a user typed. */
final class SpecNotation {
  private static final Pattern VERSIONED =
      Pattern.compile("([^\\s<>=]+)\\s*(<=|>=|==|<|>|=)\\s*([^\\s<>=]+)");

  private SpecNotation() {}

  /**
   * Whether it is a rich dependency or has a version relation, with or without blanks around it.
   */
  static boolean isCapability(String text) {
    return text.startsWith("(") || text.chars().anyMatch(c -> c == '<' || c == '>' || c == '=');
  }

  static Dependency capability(String text) {
    Matcher versioned = VERSIONED.matcher(text);
    if (text.startsWith("(")) {
      try {
        return Dependency.parse(text);
      } catch (Fault unreadable) {
        throw Fault.usage(
                "'" + text + "' is not a dependency",
                unreadable.why(),
                "write it as packages do: '(a or b)', '(a if b else c)'")
            .causedBy(unreadable);
      }
    }
    if (!versioned.matches()) {
      throw Fault.usage(
          "'" + text + "' is not a dependency",
          "it is not NAME RELATION VERSION",
          "write it as 'bash >= 5.1'; relations are < <= = >= >");
    }
    return Dependency.parse(
        versioned.group(1) + " " + versioned.group(2) + " " + versioned.group(3));
  }

  /** What no name of a package, group or capability holds. */
  static boolean isNoName(int c) {
    return c <= ' ' || c == 0x7f || c == '@' || c == ';' || c == '"' || c == '\'' || c == '\\';
  }
}
