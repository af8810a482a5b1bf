package org.tmpfsroot.workbench.rpm;

import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * A name with an optional version relation: {@code libfoo.so.1()(64bit)}, {@code bash >= 5.1},
 * {@code /usr/bin/sh}.
 *
 * @param evr {@link Evr#NONE} exactly when the relation is {@link Relation#ANY}
 */
public record Capability(String name, Relation relation, Evr evr) implements Dependency {

  /** How the version must compare. */
  public enum Relation {
    ANY("", ""),
    LESS("<", "LT"),
    LESS_OR_EQUAL("<=", "LE"),
    EQUAL("=", "EQ"),
    GREATER_OR_EQUAL(">=", "GE"),
    GREATER(">", "GT");

    private final String sign;
    private final String metadataName;

    Relation(String sign, String metadataName) {
      this.sign = sign;
      this.metadataName = metadataName;
    }

    /** {@code >=} and the like; empty for {@link #ANY}. */
    public String sign() {
      return sign;
    }

    /** {@code GE} and the like, as {@code flags} in primary.xml; empty for {@link #ANY}. */
    public String metadataName() {
      return metadataName;
    }

    /** By sign; {@code ==} is the same as {@code =}. */
    public static Optional<Relation> signed(String sign) {
      String plain = sign.equals("==") ? "=" : sign;
      for (Relation relation : values()) {
        if (relation != ANY && relation.sign.equals(plain)) {
          return Optional.of(relation);
        }
      }
      return Optional.empty();
    }

    /** By the metadata's word. */
    public static Optional<Relation> inMetadata(String word) {
      for (Relation relation : values()) {
        if (relation != ANY && relation.metadataName.equals(word)) {
          return Optional.of(relation);
        }
      }
      return Optional.empty();
    }

    boolean allowsLess() {
      return this == LESS || this == LESS_OR_EQUAL;
    }

    boolean allowsEqual() {
      return this == EQUAL || this == LESS_OR_EQUAL || this == GREATER_OR_EQUAL;
    }

    boolean allowsGreater() {
      return this == GREATER || this == GREATER_OR_EQUAL;
    }
  }

  /** A name without a version. */
  public static Capability named(String name) {
    return new Capability(name, Relation.ANY, Evr.NONE);
  }

  static Capability parse(String text) {
    String[] words = text.strip().split("\\s+");
    if (words.length == 1 && !words[0].isEmpty()) {
      return named(words[0]);
    }
    if (words.length == 3) {
      Optional<Relation> relation = Relation.signed(words[1]);
      if (relation.isPresent()) {
        return new Capability(words[0], relation.get(), Evr.parse(words[2]));
      }
    }
    throw Fault.world(
        "cannot read the dependency '" + text + "'",
        "it is not NAME or NAME RELATION VERSION",
        "report it to whoever made the package or its metadata");
  }

  /** Whether this names a file rather than a capability. */
  public boolean isFile() {
    return name.startsWith("/");
  }

  /**
   * Whether what {@code provided} offers satisfies this requirement: same name and overlapping
   * version ranges, as rpm's {@code rpmdsCompare}. A side without a version overlaps any.
   */
  public boolean isSatisfiedBy(Capability provided) {
    return name.equals(provided.name) && overlaps(provided);
  }

  /** {@link #isSatisfiedBy} for capabilities already known to have the same name. */
  public boolean overlaps(Capability provided) {
    if (relation == Relation.ANY || provided.relation == Relation.ANY) {
      return true;
    }
    int order = provided.evr.compareAsDependency(evr);
    if (order < 0) {
      return relation.allowsLess() || provided.relation.allowsGreater();
    }
    if (order > 0) {
      return relation.allowsGreater() || provided.relation.allowsLess();
    }
    return (relation.allowsEqual() && provided.relation.allowsEqual())
        || (relation.allowsLess() && provided.relation.allowsLess())
        || (relation.allowsGreater() && provided.relation.allowsGreater());
  }

  /** rpm's notation. */
  @Override
  public String toString() {
    return relation == Relation.ANY ? name : name + " " + relation.sign + " " + evr;
  }
}
