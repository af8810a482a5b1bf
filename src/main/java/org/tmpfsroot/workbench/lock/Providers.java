package org.tmpfsroot.workbench.lock;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.rpm.Capability;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.rpm.RichDependency;

/**
 * Who provides what, of the packages an architecture can take. Remembers its answers: the same few
 * thousand dependencies are asked for again and again. Lists are package numbers of the index,
 * ascending, and not to be changed. Used by one thread.
 */
final class Providers {
  private static final int[] NOBODY = {};

  private final PackageIndex index;
  private final ArchOrder archs;
  private final int[] @Nullable [] byNumber;
  private final Map<Dependency, int[]> others = new HashMap<>();
  private final Map<Dependency, NormalForm> requiring = new HashMap<>();
  private final Map<Dependency, NormalForm> excluding = new HashMap<>();
  private final int[] rank;
  private int @Nullable [] supplementing;
  private @Nullable Map<String, IntList> obsoleting;

  Providers(PackageIndex index, ArchOrder archs) {
    this.index = index;
    this.archs = archs;
    this.byNumber = new int[index.dependencyCount()][];
    this.rank = new int[index.packageCount()];
    Map<String, Integer> ranks = new HashMap<>();
    for (int pkg = 0; pkg < rank.length; pkg++) {
      rank[pkg] = ranks.computeIfAbsent(index.arch(pkg), archs::rank);
    }
  }

  PackageIndex index() {
    return index;
  }

  ArchOrder archs() {
    return archs;
  }

  /** {@link ArchOrder#rank} of the package's architecture. */
  int rank(int pkg) {
    return rank[pkg];
  }

  boolean isForeign(int pkg) {
    return rank[pkg] == ArchOrder.FOREIGN;
  }

  /** Of a dependency of the index, by number. */
  int[] of(int number) {
    int[] known = byNumber[number];
    if (known == null) {
      known = find(index.dependency(number));
      byNumber[number] = known;
    }
    return known;
  }

  /** Of any dependency. */
  int[] of(Dependency dependency) {
    return others.computeIfAbsent(dependency, this::find);
  }

  /** {@link NormalForm#conjunctive}, remembered. */
  NormalForm requiring(Dependency dependency) {
    return requiring.computeIfAbsent(dependency, each -> NormalForm.conjunctive(each, this));
  }

  /** {@link NormalForm#conjunctiveOfNegation}, remembered. */
  NormalForm excluding(Dependency dependency) {
    return excluding.computeIfAbsent(
        dependency, each -> NormalForm.conjunctiveOfNegation(each, this));
  }

  /** Packages that supplement or enhance something, ascending. */
  int[] supplementing() {
    int[] known = supplementing;
    if (known == null) {
      known =
          IntStream.range(0, index.packageCount())
              .filter(pkg -> !isForeign(pkg))
              .filter(
                  pkg ->
                      index.dependencies(pkg, DependencyKind.SUPPLEMENTS).length > 0
                          || index.dependencies(pkg, DependencyKind.ENHANCES).length > 0)
              .toArray();
      supplementing = known;
    }
    return known;
  }

  /** Packages that obsolete some version of that name, ascending. */
  int[] mayObsolete(String name) {
    Map<String, IntList> known = obsoleting;
    if (known == null) {
      known = new HashMap<>();
      for (int pkg = 0; pkg < index.packageCount(); pkg++) {
        for (int number : index.dependencies(pkg, DependencyKind.OBSOLETES)) {
          if (!isForeign(pkg) && index.dependency(number) instanceof Capability capability) {
            known.computeIfAbsent(capability.name(), any -> new IntList(1)).add(pkg);
          }
        }
      }
      obsoleting = known;
    }
    IntList list = known.get(name);
    return list == null ? NOBODY : list.toArray();
  }

  /** Packages of that name. */
  int[] named(String name) {
    return ours(index.named(name));
  }

  /** Whether rpm itself provides it. */
  static boolean isProvidedBySystem(Dependency dependency) {
    return dependency instanceof Capability capability && capability.name().startsWith("rpmlib(");
  }

  /**
   * Packages whose own name and version match, as obsoletes do: what a package provides does not
   * count.
   */
  int[] matchingByName(Dependency dependency) {
    if (!(dependency instanceof Capability capability)) {
      return NOBODY;
    }
    return Arrays.stream(named(capability.name()))
        .filter(
            pkg ->
                capability.overlaps(
                    new Capability(capability.name(), Capability.Relation.EQUAL, index.evr(pkg))))
        .toArray();
  }

  private int[] find(Dependency dependency) {
    if (dependency instanceof Capability capability) {
      return ours(
          capability.relation() == Capability.Relation.ANY
              ? capability.isFile()
                  ? index.providing(capability)
                  : index.providingName(capability.name())
              : Arrays.stream(index.providingName(capability.name()))
                  .filter(pkg -> provides(pkg, capability))
                  .toArray());
    }
    RichDependency rich = (RichDependency) dependency;
    return switch (rich.operator()) {
      case OR ->
          rich.operands().stream()
              .flatMapToInt(operand -> IntStream.of(known(operand)))
              .sorted()
              .distinct()
              .toArray();
      case WITH -> keep(rich, true);
      case WITHOUT -> keep(rich, false);
      case AND, IF, UNLESS -> NOBODY;
    };
  }

  private boolean provides(int pkg, Capability wanted) {
    for (int number : index.dependencies(pkg, DependencyKind.PROVIDES)) {
      if (index.dependency(number) instanceof Capability provided
          && provided.name().equals(wanted.name())
          && VersionMatch.overlap(provided, wanted)) {
        return true;
      }
    }
    return false;
  }

  /** Like {@link #of(Dependency)}, without touching the map that is being filled. */
  private int[] known(Dependency dependency) {
    int[] known = others.get(dependency);
    return known != null ? known : find(dependency);
  }

  private int[] keep(RichDependency rich, boolean shared) {
    int[] left = known(rich.operands().get(0));
    for (Dependency operand : rich.operands().subList(1, rich.operands().size())) {
      int[] right = known(operand);
      IntPredicate isRight = pkg -> Arrays.binarySearch(right, pkg) >= 0;
      left = Arrays.stream(left).filter(shared ? isRight : isRight.negate()).toArray();
    }
    return left;
  }

  private int[] ours(int[] packages) {
    for (int pkg : packages) {
      if (isForeign(pkg)) {
        return Arrays.stream(packages).filter(other -> !isForeign(other)).toArray();
      }
    }
    return packages;
  }
}
