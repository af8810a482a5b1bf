package org.tmpfsroot.workbench.rpm;

/**
 * A dependency as the header stores it, before rich ones are taken apart.
 *
 * @param name a capability's name, or a rich dependency in brackets
 * @param flags rpm's {@code RPMSENSE_*} bits
 * @param version {@code [epoch:]version[-release]}, empty when there is none
 */
public record RpmDependency(String name, int flags, String version) {
  static final int LESS = 1 << 1;
  static final int GREATER = 1 << 2;
  static final int EQUAL = 1 << 3;
  static final int PREREQUISITE = 1 << 6;
  static final int SCRIPT_PRE = 1 << 9;
  static final int SCRIPT_POST = 1 << 10;
  static final int RPMLIB = 1 << 24;

  /** How the version must compare; {@code ANY} for a combination that says nothing. */
  public Capability.Relation relation() {
    return switch (flags & (LESS | GREATER | EQUAL)) {
      case LESS -> Capability.Relation.LESS;
      case LESS | EQUAL -> Capability.Relation.LESS_OR_EQUAL;
      case EQUAL -> Capability.Relation.EQUAL;
      case GREATER | EQUAL -> Capability.Relation.GREATER_OR_EQUAL;
      case GREATER -> Capability.Relation.GREATER;
      default -> Capability.Relation.ANY;
    };
  }

  /**
   * Whether it must be there before the package's own scripts run: what repository metadata marks
   * {@code pre="1"}.
   */
  public boolean isPrerequisite() {
    return (flags & (PREREQUISITE | SCRIPT_PRE | SCRIPT_POST)) != 0;
  }

  /** Whether it names an ability of rpm itself rather than of a package. */
  public boolean isForRpm() {
    return name.startsWith("rpmlib(");
  }

  /** Whether {@code name} joins several capabilities. */
  public boolean isRich() {
    return name.startsWith("(");
  }

  /**
   * What it asks for.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when a rich dependency cannot be read
   */
  public Dependency dependency() {
    if (isRich()) {
      return Dependency.parse(name);
    }
    Capability.Relation relation = version.isEmpty() ? Capability.Relation.ANY : relation();
    return relation == Capability.Relation.ANY
        ? Capability.named(name)
        : new Capability(name, relation, Evr.parse(version));
  }

  /** rpm's notation. */
  @Override
  public String toString() {
    return relation() == Capability.Relation.ANY
        ? name
        : name + " " + relation().sign() + " " + version;
  }
}
