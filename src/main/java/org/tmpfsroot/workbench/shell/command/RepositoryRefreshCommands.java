package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.lock.LockedRepository;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.repository.LoadedRepository;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.PackageSources;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;

/** A look at what the repositories have by now. */
@Noun(value = "repository", about = "where packages come from")
public final class RepositoryRefreshCommands {
  private final Workspace workspace;
  private final Resolvers resolvers;

  public RepositoryRefreshCommands(Workspace workspace, Resolvers resolvers) {
    this.workspace = workspace;
    this.resolvers = resolvers;
  }

  @Command(
      name = {"repository", "refresh"},
      description = "look whether the repositories have changed, and read those that have",
      help =
          """
          Whatever resolves or looks for packages does so by itself; this is for completion, for
          going offline afterwards, and for seeing whether the lock was resolved from what they have
          now. The lock stays as it is.

          JSON: an array of objects with id, revision, packages, sinceLock (changed, unchanged,
          unlocked).

          > repository refresh
          > repository refresh --format json
          """)
  public void refresh(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    ImageSession session = workspace.session();
    List<RepositorySource> sources = PackageSources.of(session);
    if (sources.isEmpty()) {
      throw Fault.session(
          "there is nothing to refresh",
          "the session takes packages from no repository",
          "type `repository add ID`");
    }
    resolvers.of(sources, session.release().arch(), output.progress());
    LoadedRepositories now = resolvers.lastRead().orElseThrow();
    Map<String, Digest> locked =
        session.lock().stream()
            .flatMap(lock -> lock.repositories().stream())
            .collect(Collectors.toMap(LockedRepository::id, LockedRepository::repomd));
    Table table = Table.of("id", "revision", "packages", "sinceLock");
    List<LoadedRepository> repositories = now.repositories();
    for (int i = 0; i < repositories.size(); i++) {
      LoadedRepository each = repositories.get(i);
      table.row(
          each.id(),
          each.revision(),
          packages(now.index(), i),
          Optional.ofNullable(locked.get(each.id()))
              .map(was -> was.equals(each.repomd()) ? "unchanged" : "changed")
              .orElse("unlocked"));
    }
    output.show(table, format);
  }

  private static long packages(PackageIndex index, int repository) {
    return IntStream.range(0, index.packageCount())
        .filter(pkg -> index.repositoryNumber(pkg) == repository)
        .count();
  }
}
