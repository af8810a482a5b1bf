package org.tmpfsroot.workbench.lock;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.lock.Rules.Kind;
import org.tmpfsroot.workbench.lock.Solution.Fact;
import org.tmpfsroot.workbench.repository.PackageIndex;

/**
 * The packages of a lock that are to stay as they are. Where that cannot be, those that are in the
 * way are let go, and no others; a name whose locked package no repository has any more is not
 * held.
 */
final class Pins {
  private static final Set<Kind> OF_WISHES = Set.of(Kind.REQUEST, Kind.BEST);

  private final PackageIndex index;
  private final Map<String, BitSet> held = new TreeMap<>();

  private Pins(PackageIndex index) {
    this.index = index;
  }

  static Pins none(PackageIndex index) {
    return new Pins(index);
  }

  /**
   * @param free names that are not held
   */
  static Pins of(PackageIndex index, Lock lock, Set<String> free) {
    Pins pins = new Pins(index);
    for (LockedPackage locked : lock.packages()) {
      String name = locked.nevra().name();
      if (!free.contains(name)) {
        IntStream.of(index.named(name))
            .filter(pkg -> index.nevra(pkg).equals(locked.nevra()))
            .filter(pkg -> index.digest(pkg).equals(locked.digest()))
            .forEach(pkg -> pins.held.computeIfAbsent(name, any -> new BitSet()).set(pkg));
      }
    }
    return pins;
  }

  /** The other packages of the names that are held. */
  BitSet others() {
    BitSet others = new BitSet();
    held.forEach(
        (name, locked) ->
            IntStream.of(index.named(name)).filter(pkg -> !locked.get(pkg)).forEach(others::set));
    return others;
  }

  /** Lets go of the names of these packages; whether any of them was held. */
  boolean release(int... packages) {
    boolean any = false;
    for (int pkg : packages) {
      any |= held.remove(index.name(pkg)) != null;
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
