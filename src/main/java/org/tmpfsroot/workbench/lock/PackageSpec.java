package org.tmpfsroot.workbench.lock;

import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.Dependency;

/**
 * What a user may ask for, as typed. What a {@link Kind#PACKAGE} is exactly (a name, {@code
 * name.arch}, a NEVRA, something provided) can only be told with the repositories at hand, as in
 * dnf.
 *
 * @param kind what the notation alone tells
 * @param text as typed, without the {@code @} or {@code @^} of groups and environments
 */
public record PackageSpec(Kind kind, String text) implements Comparable<PackageSpec> {

  /** What the notation alone tells. */
  public enum Kind {
    /**
     * A name, {@code name.arch}, {@code name-version}, a NEVRA or a capability's name; globs too.
     */
    PACKAGE(""),
    /** A path that some package has; globs too. */
    FILE(""),
    /** {@code name >= version}, or a rich dependency in brackets. */
    CAPABILITY(""),
    /** The id of a group of comps, after {@code @}; an environment's where no group has it. */
    GROUP("@"),
    /** The id of an environment of comps, after {@code @^}. */
    ENVIRONMENT("@^");

    private final String mark;

    Kind(String mark) {
      this.mark = mark;
    }
  }

  /**
   * Reads what a user typed.
   *
   * @throws Fault (usage) when it cannot be any of the kinds
   */
  public static PackageSpec parse(String typed) {
    String text = typed.strip();
    if (text.startsWith("@^")) {
      return named(Kind.ENVIRONMENT, text, text.substring(2));
    }
    if (text.startsWith("@")) {
      return named(Kind.GROUP, text, text.substring(1));
    }
    if (text.startsWith("/") || text.startsWith("*/")) {
      return new PackageSpec(Kind.FILE, text);
    }
    return SpecNotation.isCapability(text)
        ? new PackageSpec(Kind.CAPABILITY, SpecNotation.capability(text).toString())
        : named(Kind.PACKAGE, text, text);
  }

  /**
   * Reads a requirement as packages have it: a capability, a path, or a rich one in brackets.
   *
   * @throws Fault (usage) when it is none
   */
  public static Dependency requirement(String typed) {
    String text = typed.strip();
    return SpecNotation.isCapability(text)
        ? SpecNotation.capability(text)
        : Capability.named(parse(text).text());
  }

  private static PackageSpec named(Kind kind, String typed, String name) {
    if (name.isEmpty() || name.startsWith("-") || name.chars().anyMatch(SpecNotation::isNoName)) {
      throw Fault.usage(
          "'" + typed + "' is not a package",
          "a package is asked for by name, name.arch, NEVRA, /file, 'capability >= version', glob"
              + " or @group",
          "try `package search WORD`");
    }
    return new PackageSpec(kind, name);
  }

  /** Whether {@code *}, {@code ?} or {@code [} in it stand for other characters. */
  public boolean isGlob() {
    return kind != Kind.CAPABILITY && text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  @Override
  public int compareTo(PackageSpec other) {
    return toString().compareTo(other.toString());
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return kind.mark + text;
  }
}
