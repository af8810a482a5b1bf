package org.tmpfsroot.workbench.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.Comps;
import org.tmpfsroot.workbench.repository.PackageIndex;

/** Package names for completion. */
final class KnownPackages {
  /** More than anybody looks through; a letter more narrows it down. */
  private static final int MOST = 1000;

  private KnownPackages() {}

  /** The names that were listed last, and of which index. */
  private record Listed(PackageIndex index, SortedSet<String> names) {}

  private static Optional<Listed> capabilities = Optional.empty();

  /**
   * Packages, or with an {@code @} groups, of the repositories that were read last that begin with
   * {@code begun}; none when none was read, since nothing is read for Tab.
   */
  static List<CompletionProposal> proposals(Resolvers resolvers, String begun) {
    List<CompletionProposal> proposals = new ArrayList<>();
    if (begun.startsWith("@")) {
      resolvers.lastRead().ifPresent(read -> groups(read.comps(), proposals));
      return proposals;
    }
    resolvers
        .lastRead()
        .ifPresent(
            read -> {
              PackageIndex index = read.index();
              for (String name : index.namesStartingWith(begun, MOST)) {
                proposals.add(
                    new CompletionProposal(name).description(index.summary(index.named(name)[0])));
              }
            });
    return proposals;
  }

  private static void groups(Comps comps, List<CompletionProposal> into) {
    comps
        .environments()
        .forEach(
            (id, each) -> into.add(new CompletionProposal("@^" + id).description(each.name())));
    comps
        .groups()
        .forEach((id, each) -> into.add(new CompletionProposal("@" + id).description(each.name())));
  }

  /** Capabilities of those repositories that begin with {@code begun}. */
  static synchronized List<CompletionProposal> capabilities(Resolvers resolvers, String begun) {
    return resolvers.lastRead().stream()
        .flatMap(read -> listed(read.index()).tailSet(begun).stream())
        .takeWhile(name -> name.startsWith(begun))
        .limit(MOST)
        .map(CompletionProposal::new)
        .toList();
  }

  /** Sorting them takes longer than anybody waits for a second Tab. */
  private static SortedSet<String> listed(PackageIndex index) {
    if (capabilities.filter(each -> each.index() == index).isEmpty()) {
      capabilities = Optional.of(new Listed(index, index.capabilityNames()));
    }
    return capabilities.orElseThrow().names();
  }
}
