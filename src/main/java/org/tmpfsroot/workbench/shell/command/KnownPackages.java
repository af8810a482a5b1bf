package org.tmpfsroot.workbench.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.PackageIndex;

/** Package names for completion. */
final class KnownPackages {
  /** More than anybody looks through; a letter more narrows it down. */
  private static final int MOST = 1000;

  private KnownPackages() {}

  /**
   * Those of the repositories that were read last that begin with {@code begun}; none when none was
   * read, since nothing is read for Tab.
   */
  static List<CompletionProposal> proposals(Resolvers resolvers, String begun) {
    List<CompletionProposal> proposals = new ArrayList<>();
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
}
