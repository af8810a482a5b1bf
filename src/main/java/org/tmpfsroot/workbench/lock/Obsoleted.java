package org.tmpfsroot.workbench.lock;

import java.util.Arrays;
import java.util.BitSet;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.PackageIndex;

/**
 * Leaves out candidates that another one of the list obsoletes, be it by way of a third. Those that
 * obsolete each other in a circle stay, unless one from outside obsoletes the circle.
 */
final class Obsoleted {
  private final Providers providers;
  private final PackageIndex index;
  private final Candidates candidates;

  Obsoleted(Providers providers, Candidates candidates) {
    this.providers = providers;
    this.index = providers.index();
    this.candidates = candidates;
  }

  int[] without(int[] list) {
    BitSet[] reaches = new BitSet[list.length];
    boolean any = false;
    for (int i = 0; i < list.length; i++) {
      reaches[i] = obsoletedBy(list, i);
      any |= !reaches[i].isEmpty();
    }
    if (list.length < 2 || !any) {
      return list;
    }
    for (int i = 0; i < list.length; i++) {
      close(reaches, i);
    }
    BitSet gone = new BitSet();
    for (int i = 0; i < list.length; i++) {
      for (int j = reaches[i].nextSetBit(0); j >= 0; j = reaches[i].nextSetBit(j + 1)) {
        if (j != i && !reaches[j].get(i)) {
          gone.set(j);
        }
      }
    }
    IntList left = new IntList(list.length);
    for (int i = 0; i < list.length; i++) {
      if (!gone.get(i)) {
        left.add(list[i]);
      }
    }
    return left.toArray();
  }

  private BitSet obsoletedBy(int[] list, int place) {
    BitSet found = new BitSet();
    int pkg = candidates.pkg(list[place]);
    for (int number : index.dependencies(pkg, DependencyKind.OBSOLETES)) {
      int[] matching = providers.matchingByName(index.dependency(number));
      for (int i = 0; i < list.length && matching.length > 0; i++) {
        int other = candidates.pkg(list[i]);
        if (i != place
            && !index.name(other).equals(index.name(pkg))
            && Arrays.binarySearch(matching, other) >= 0) {
          found.set(i);
        }
      }
    }
    return found;
  }

  /** Adds what is reached by way of others. */
  private static void close(BitSet[] reaches, int from) {
    IntList work = new IntList();
    reaches[from].stream().forEach(work::add);
    for (int i = 0; i < work.size(); i++) {
      for (int next : reaches[work.get(i)].stream().toArray()) {
        if (!reaches[from].get(next)) {
          reaches[from].set(next);
          work.add(next);
        }
      }
    }
  }
}
