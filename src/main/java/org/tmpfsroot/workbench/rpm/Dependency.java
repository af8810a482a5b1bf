package org.tmpfsroot.workbench.rpm;

/**
 * What a package requires, provides, conflicts with …: a {@link Capability}, or capabilities joined
 * by words.
 */
public sealed interface Dependency permits Capability, RichDependency {

  /**
   * Reads rpm's own notation: {@code name}, {@code name >= 1:2.0-3}, {@code /a/file}, {@code (a or
   * (b with c < 2))}.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) naming the text and where in it reading
   *     stopped
   */
  static Dependency parse(String text) {
    return text.startsWith("(") ? RichDependencyParser.parse(text) : Capability.parse(text);
  }
}
