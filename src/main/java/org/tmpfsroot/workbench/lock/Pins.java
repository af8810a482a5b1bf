package org.tmpfsroot.workbench.lock;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.lock.Rules.Kind;
import org.tmpfsroot.workbench.lock.Solution.Fact;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.PackageIndex;

/**
 * The packages of a lock that are to stay as they are: neither another package of the name nor one
 * that obsoletes them takes their place. Where that cannot be, those that are in the way are let
 * go, and no others; a name whose locked package no repository has any more is not held.
 */
final class Pins {
  private static final Set<Kind> OF_WISHES = Set.of(Kind.REQUEST, Kind.BEST);

  private final PackageIndex index;
  private final Map<String, Held> held = new TreeMap<>();

  /**
   * What is known of a name that is held.
   *
   * @param locked its packages that stay
   * @param successors packages of other names that obsolete one of them
   */
  private record Held(BitSet locked, BitSet successors) {}

  private Pins(PackageIndex index) {
    this.index = index;
  }

  static Pins none(PackageIndex index) {
    return new Pins(index);
  }

  /**
   * @param free names that are not held
   */
  static Pins of(Providers providers, Lock lock, Set<String> free) {
    PackageIndex index = providers.index();
    Pins pins = new Pins(index);
    for (LockedPackage locked : lock.packages()) {
      String name = locked.nevra().name();
      if (!free.contains(name)) {
        IntStream.of(index.named(name))
            .filter(pkg -> index.nevra(pkg).equals(locked.nevra()))
            .filter(pkg -> index.digest(pkg).equals(locked.digest()))
            .forEach(pkg -> pins.hold(name).locked().set(pkg));
      }
    }
    pins.held.keySet().stream()
        .flatMapToInt(name -> IntStream.of(providers.mayObsolete(name)))
        .distinct()
        .filter(pkg -> !free.contains(index.name(pkg)))
        .forEach(pkg -> pins.findObsoleted(pkg, providers));
    return pins;
  }

  private Held hold(String name) {
    return held.computeIfAbsent(name, any -> new Held(new BitSet(), new BitSet()));
  }

  private void findObsoleted(int pkg, Providers providers) {
    for (int number : index.dependencies(pkg, DependencyKind.OBSOLETES)) {
      for (int other : providers.matchingByName(index.dependency(number))) {
        Held obsoleted = held.get(index.name(other));
        if (obsoleted != null
            && obsoleted.locked().get(other)
            && !held.containsKey(index.name(pkg))) {
          obsoleted.successors().set(pkg);
        }
      }
    }
  }

  /** What would take the place of the packages that are held. */
  BitSet others() {
    BitSet others = new BitSet();
    held.forEach(
        (name, each) -> {
          IntStream.of(index.named(name))
              .filter(pkg -> !each.locked().get(pkg))
              .forEach(others::set);
          others.or(each.successors());
        });
    return others;
  }

  /** Lets go of the names of these packages and of what they obsolete; whether any was held. */
  boolean release(int... packages) {
    boolean any = false;
    for (int pkg : packages) {
      any |= held.remove(index.name(pkg)) != null;
      any |= held.values().removeIf(each -> each.successors().get(pkg));
    }
    return any;
  }

  /** Lets go of what a conflict is about; whether there was anything. */
  boolean release(Solution failed) {
    List<Fact> facts = Satisfiability.irreducible(failed.conflicts().get(0));
    int[] excluded =
        facts.stream().filter(fact -> fact.kind() == Kind.EXCLUDED).mapToInt(Fact::from).toArray();
    // what is asked for is held by not being offered at all
    return release(excluded)
        || release(
            facts.stream()
                .filter(fact -> OF_WISHES.contains(fact.kind()))
                .flatMapToInt(fact -> IntStream.of(fact.clause()))
                .filter(literal -> literal > 0)
                .map(literal -> literal - 1)
                .toArray());
  }
}
