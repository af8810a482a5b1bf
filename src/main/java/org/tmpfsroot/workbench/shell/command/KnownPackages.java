package org.tmpfsroot.workbench.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.PackageIndex;

/** Package names for completion. */
final class KnownPackages {
  private KnownPackages() {}

  /** Of the repositories that were read last; none when none was, since nothing is read for Tab. */
  static List<CompletionProposal> proposals(Resolvers resolvers) {
    List<CompletionProposal> proposals = new ArrayList<>();
    resolvers
        .lastRead()
        .ifPresent(
            read -> {
              PackageIndex index = read.index();
              for (String name : index.names()) {
                proposals.add(
                    new CompletionProposal(name).description(index.summary(index.named(name)[0])));
              }
            });
    return proposals;
  }
}
