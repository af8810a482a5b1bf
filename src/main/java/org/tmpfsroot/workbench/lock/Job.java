package org.tmpfsroot.workbench.lock;

import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * What the solver is to do, in package numbers of the index.
 *
 * @param wishes each of which must come true
 * @param excluded packages that must not be chosen
 */
record Job(List<Wish> wishes, BitSet excluded, LockPolicy policy) {

  /** Packages may be installed in several versions when they provide one of these. */
  static final Set<String> INSTALL_ONLY =
      Set.of(
          "kernel",
          "kernel-PAE",
          "installonlypkg(kernel)",
          "installonlypkg(kernel-module)",
          "installonlypkg(vm)",
          "multiversion(kernel)");

  /**
   * One thing that must come true.
   *
   * @param words as shown to the user
   * @param clauses of literals (package number plus one, negative for "not there"), each of which
   *     must have a true one
   * @param namesPackages whether packages were named, rather than a capability: then an
   *     architecture that is not the best may be meant
   */
  record Wish(String words, List<int[]> clauses, boolean namesPackages) {
    static Wish oneOf(String words, int[] packages) {
      int[] literals = new int[packages.length];
      for (int i = 0; i < packages.length; i++) {
        literals[i] = packages[i] + 1;
      }
      return new Wish(words, List.of(literals), true);
    }
  }

  Job {
    wishes = List.copyOf(wishes);
  }
}
