package org.tmpfsroot.workbench.lock;

/**
 * How packages were, or are to be, chosen.
 *
 * @param weakDependencies whether Recommends and Supplements are followed
 * @param best whether what is asked for must be had in its newest version, rather than in an older
 *     one that can be installed
 * @param closure whether it is the closure of all providers rather than a solution
 */
public record LockPolicy(boolean weakDependencies, boolean best, boolean closure) {
  /** No weak dependencies, newest versions, a solution. */
  public static final LockPolicy STANDARD = new LockPolicy(false, true, false);

  public LockPolicy withWeakDependencies(boolean on) {
    return new LockPolicy(on, best, closure);
  }

  public LockPolicy withBest(boolean on) {
    return new LockPolicy(weakDependencies, on, closure);
  }

  public LockPolicy withClosure(boolean on) {
    return new LockPolicy(weakDependencies, best, on);
  }
}
