package org.tmpfsroot.workbench.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.Comps;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.session.PackageSources;
import org.tmpfsroot.workbench.session.Workspace;

/** Package names for completion. */
final class KnownPackages {
  /** More than anybody looks through; a letter more narrows it down. */
  private static final int MOST = 1000;

  private KnownPackages() {}

  /**
   * The first Tab reads what an earlier run has kept, which takes a moment, and longer where the
   * machine has other work: nothing offered would look like nothing there. Later ones do not wait.
   */
  private static final long PATIENCE_MILLISECONDS = 3000;

  /**
   * Packages, or with an {@code @} groups, of the repositories that begin with {@code begun}, as
   * they were read last by this or an earlier run; nothing is fetched for Tab.
   */
  static List<CompletionProposal> proposals(
      Resolvers resolvers, Workspace workspace, String begun) {
    Optional<LoadedRepositories> read = read(resolvers, workspace);
    List<CompletionProposal> proposals = new ArrayList<>();
    if (begun.startsWith("@")) {
      read.ifPresent(repositories -> groups(repositories.comps(), proposals));
      return proposals;
    }
    read.map(LoadedRepositories::index)
        .ifPresent(
            index -> {
              for (String name : index.namesStartingWith(begun, MOST)) {
                proposals.add(
                    new CompletionProposal(name).description(index.summary(index.named(name)[0])));
              }
            });
    return proposals;
  }

  private static Optional<LoadedRepositories> read(Resolvers resolvers, Workspace workspace) {
    return workspace
        .current()
        .flatMap(session -> resolvers.recall(PackageSources.of(session), PATIENCE_MILLISECONDS));
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
  static List<CompletionProposal> capabilities(
      Resolvers resolvers, Workspace workspace, String begun) {
    return read(resolvers, workspace).stream()
        .flatMap(read -> read.index().capabilitiesStartingWith(begun, MOST).stream())
        .map(CompletionProposal::new)
        .toList();
  }
}
