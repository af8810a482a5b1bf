package org.tmpfsroot.workbench.lock;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tmpfsroot.workbench.lock.LockedPackage.Need;

/**
 * Why a package is in a lock, from a request down to it.
 *
 * @param root the package that was asked for
 * @param links each hop from there, the package itself last; none when it was asked for itself
 */
public record Chain(LockedPackage root, List<Link> links) {

  /**
   * One hop.
   *
   * @param need of the package above
   * @param pkg the package that fulfils it
   */
  public record Link(Need need, LockedPackage pkg) {}

  public Chain {
    links = List.copyOf(links);
  }

  /** The shortest chain to the package; empty when the lock does not tell, as for a text lock. */
  public static Optional<Chain> shortest(Lock lock, LockedPackage target) {
    List<Link> links = new ArrayList<>();
    Set<LockedPackage> seen = new HashSet<>();
    LockedPackage current = target;
    while (!current.requested()) {
      if (!seen.add(current) || current.neededBy().isEmpty()) {
        return Optional.empty();
      }
      Need need = current.neededBy().get(0);
      links.add(0, new Link(need, current));
      Optional<LockedPackage> above = lock.labelled(need.by());
      if (above.isEmpty()) {
        return Optional.empty();
      }
      current = above.get();
    }
    return Optional.of(new Chain(current, links));
  }

  /** A chain for each package that needs the target, the shortest first. */
  public static List<Chain> all(Lock lock, LockedPackage target) {
    List<Chain> chains = new ArrayList<>();
    if (target.requested()) {
      chains.add(new Chain(target, List.of()));
    }
    for (Need need : target.neededBy()) {
      lock.labelled(need.by())
          .flatMap(above -> shortest(lock, above))
          .ifPresent(
              chain -> {
                List<Link> links = new ArrayList<>(chain.links());
                links.add(new Link(need, target));
                chains.add(new Chain(chain.root(), links));
              });
    }
    return chains;
  }
}
