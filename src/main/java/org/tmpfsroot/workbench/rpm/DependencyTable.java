package org.tmpfsroot.workbench.rpm;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The dependencies of a package that is being made, with those rpm adds to every package: what it
 * provides by itself, and which abilities of rpm it needs.
 */
final class DependencyTable {
  private static final Comparator<RpmDependency> ORDER =
      Comparator.comparing(RpmDependency::name)
          .thenComparing(RpmDependency::version)
          .thenComparingInt(RpmDependency::flags);

  private final Map<Kind, SortedSet<RpmDependency>> table = new EnumMap<>(Kind.class);

  /** The kinds, each with the three entries it is kept in. */
  enum Kind {
    PROVIDE(Tag.PROVIDE_NAMES, Tag.PROVIDE_FLAGS, Tag.PROVIDE_VERSIONS),
    REQUIRE(Tag.REQUIRE_NAMES, Tag.REQUIRE_FLAGS, Tag.REQUIRE_VERSIONS),
    CONFLICT(Tag.CONFLICT_NAMES, Tag.CONFLICT_FLAGS, Tag.CONFLICT_VERSIONS),
    OBSOLETE(Tag.OBSOLETE_NAMES, Tag.OBSOLETE_FLAGS, Tag.OBSOLETE_VERSIONS),
    RECOMMEND(Tag.RECOMMEND_NAMES, Tag.RECOMMEND_FLAGS, Tag.RECOMMEND_VERSIONS),
    SUGGEST(Tag.SUGGEST_NAMES, Tag.SUGGEST_FLAGS, Tag.SUGGEST_VERSIONS),
    SUPPLEMENT(Tag.SUPPLEMENT_NAMES, Tag.SUPPLEMENT_FLAGS, Tag.SUPPLEMENT_VERSIONS),
    ENHANCE(Tag.ENHANCE_NAMES, Tag.ENHANCE_FLAGS, Tag.ENHANCE_VERSIONS);

    private final int names;
    private final int flags;
    private final int versions;

    Kind(int names, int flags, int versions) {
      this.names = names;
      this.flags = flags;
      this.versions = versions;
    }
  }

  DependencyTable(Nevra nevra) {
    String evr = " = " + nevra.evr();
    add(Kind.PROVIDE, 0, nevra.name() + evr);
    if (!nevra.arch().equals("noarch")) {
      add(Kind.PROVIDE, 0, nevra.name() + "(" + nevra.arch().replace('_', '-') + ")" + evr);
    }
    needsRpm("CompressedFileNames", "3.0.4-1");
    needsRpm("FileDigests", "4.6.0-1");
    needsRpm("PayloadFilesHavePrefix", "4.0-1");
    needsRpm("PayloadIsZstd", "5.4.18-1");
  }

  private void needsRpm(String ability, String since) {
    int flags = RpmDependency.RPMLIB | RpmDependency.LESS | RpmDependency.EQUAL;
    put(Kind.REQUIRE, new RpmDependency("rpmlib(" + ability + ")", flags, since));
  }

  /** Adds dependencies in rpm's notation. */
  void add(Kind kind, int flags, String... texts) {
    for (String text : texts) {
      Dependency dependency = Dependency.parse(text);
      if (dependency instanceof Capability capability) {
        int relation = flagsOf(capability.relation());
        String version = capability.evr().toString();
        put(kind, new RpmDependency(capability.name(), flags | relation, version));
      } else {
        put(kind, new RpmDependency(dependency.toString(), flags, ""));
        needsRpm("RichDependencies", "4.12.0-1");
      }
      if (text.contains("~")) {
        needsRpm("TildeInVersions", "4.10.0-1");
      }
      if (text.contains("^")) {
        needsRpm("CaretInVersions", "4.15.0-1");
      }
    }
  }

  private static int flagsOf(Capability.Relation relation) {
    return switch (relation) {
      case ANY -> 0;
      case LESS -> RpmDependency.LESS;
      case LESS_OR_EQUAL -> RpmDependency.LESS | RpmDependency.EQUAL;
      case EQUAL -> RpmDependency.EQUAL;
      case GREATER_OR_EQUAL -> RpmDependency.GREATER | RpmDependency.EQUAL;
      case GREATER -> RpmDependency.GREATER;
    };
  }

  private void put(Kind kind, RpmDependency dependency) {
    table.computeIfAbsent(kind, k -> new TreeSet<>(ORDER)).add(dependency);
  }

  void writeTo(HeaderWriter header) {
    table.forEach(
        (kind, rows) ->
            header
                .texts(kind.names, rows.stream().map(RpmDependency::name).toList())
                .ints(kind.flags, rows.stream().mapToLong(RpmDependency::flags).toArray())
                .texts(kind.versions, rows.stream().map(RpmDependency::version).toList()));
  }
}
