package org.tmpfsroot.workbench.repository;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.tmpfsroot.workbench.rpm.Capability;

/** Who provides what: for the name of a capability, the packages and how each provides it. */
final class Provides {
  private final DependencyTable dependencies;
  private final int[] packages;
  private final int[] provided;
  private final Postings entries;

  private Provides(DependencyTable dependencies, int[] packages, int[] provided, Postings entries) {
    this.dependencies = dependencies;
    this.packages = packages;
    this.provided = provided;
    this.entries = entries;
  }

  static Provides of(PackageTable table) {
    int kind = DependencyKind.PROVIDES.ordinal();
    IntColumn packages = new IntColumn(table.count() * 4);
    IntColumn provided = new IntColumn(table.count() * 4);
    for (int pkg = 0; pkg < table.count(); pkg++) {
      int list = pkg * PackageTable.KINDS + kind;
      for (int i = table.dependencyStart()[list]; i < table.dependencyStart()[list + 1]; i++) {
        packages.add(pkg);
        provided.add(table.dependencyList()[i]);
      }
    }
    int[] names = new int[packages.size()];
    Arrays.setAll(names, i -> table.dependencies().nameOf(provided.get(i)));
    int[] places = new int[names.length];
    Arrays.setAll(places, i -> i);
    return new Provides(
        table.dependencies(),
        packages.toArray(),
        provided.toArray(),
        Postings.of(names, places, table.strings().size()));
  }

  /** Numbers of the names that somebody provides. */
  int[] names() {
    return entries.keys();
  }

  /** Packages with a provide of that name, ascending. */
  int[] named(int name) {
    return where(name, number -> true);
  }

  /** Packages with a provide that satisfies the capability, whose name has this number. */
  int[] satisfying(Capability wanted, int name) {
    return where(
        name,
        number ->
            dependencies.get(number) instanceof Capability capability
                && wanted.overlaps(capability));
  }

  private int[] where(int name, IntPredicate accepted) {
    int[] places = entries.get(name);
    int n = 0;
    for (int place : places) {
      int pkg = packages[place];
      if ((n == 0 || places[n - 1] != pkg) && accepted.test(provided[place])) {
        places[n++] = pkg;
      }
    }
    return n == places.length ? places : Arrays.copyOf(places, n);
  }
}
