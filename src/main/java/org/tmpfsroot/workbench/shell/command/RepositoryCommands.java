package org.tmpfsroot.workbench.shell.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Metalink;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Mirrorlist;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.PackageSources;
import org.tmpfsroot.workbench.session.TypedRepository;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** Where packages come from. */
@Noun(value = "repository", about = "where packages come from")
public final class RepositoryCommands {
  private final Workspace workspace;

  public RepositoryCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = {"repository", "add"},
      description = "take packages from one more repository",
      help =
          """
          A repository that the release offers, such as docker-ce, needs nothing but its name; so
          does one of the release's own that was removed. In addresses $releasever and $basearch
          stand for the session's. Keys may be files or https addresses. With --metadata-signed, or
          repo_gpgcheck=1 in a .repo file, repomd.xml counts only with a repomd.xml.asc by one of
          its keys.

          > repository add docker-ce
          > repository add own --baseurl https://rpm.example.org/$releasever/$basearch --priority 10
          """)
  public void add(
      @Argument(index = 0, description = "what it is called") @Values("offered") String id,
      @Option(longName = "baseurl", description = "the address or folder that holds repodata/")
          Optional<String> baseurl,
      @Option(longName = "metalink", description = "the address of its metalink")
          Optional<String> metalink,
      @Option(longName = "repofile", description = "a .repo file that describes it")
          Optional<Path> repofile,
      @Option(longName = "gpgkey", description = "keys its packages are signed with")
          List<String> keys,
      @Option(longName = "priority", description = "lower wins; usually 99")
          Optional<Integer> priority,
      @Option(longName = "unsigned", description = "its packages need no signature")
          boolean unsigned,
      @Option(longName = "metadata-signed", description = "its repomd.xml must be signed, too")
          boolean metadataSigned,
      Output output) {
    TypedRepository typed =
        new TypedRepository(
            id,
            baseurl,
            metalink,
            repofile.map(Editing::absolute),
            keys,
            priority,
            unsigned,
            metadataSigned);
    new Editing(workspace)
        .change(
            output,
            "repository add " + id,
            session -> typed.addTo(session, Editing.here()),
            session -> "repository " + id + " added: " + place(session, id));
  }

  @Command(
      name = {"repository", "remove"},
      description = "take no packages from a repository",
      help =
          """
          > repository remove updates
          > repository remove updates
          """)
  public void remove(
      @Argument(index = 0, description = "a repository") @Values("ids") String id, Output output) {
    new Editing(workspace)
        .change(
            output,
            "repository remove " + id,
            session ->
                session.withRepositories(
                    choices -> choices.minus(id, PackageSources.ownIds(session))),
            session ->
                "repository "
                    + id
                    + " removed, left: "
                    + String.join(
                        ", ",
                        PackageSources.of(session).stream().map(RepositorySource::id).toList()));
  }

  @Command(
      name = {"repository", "list"},
      description = "list the repositories packages are taken from",
      help =
          """
          JSON: an array of objects with id, priority, signed, location, cost, kind (baseurl,
          metalink, mirrorlist), gpgkeys, metadataSigned.

          > repository list
          """)
  public void list(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    Table table =
        Table.of("id", "priority", "signed", "location")
            .andForPrograms("cost", "kind", "gpgkeys", "metadataSigned");
    for (RepositorySource source : PackageSources.of(workspace.session())) {
      table.row(
          source.id(),
          source.priority(),
          source.signed(),
          String.join(" ", addresses(source)),
          source.cost(),
          source.location().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
          source.gpgKeys().stream().map(URI::toString).toList(),
          source.metadataSigned());
    }
    output.show(table, format);
  }

  private static String place(ImageSession session, String id) {
    return PackageSources.of(session).stream()
        .filter(source -> source.id().equals(id))
        .map(source -> String.join(" ", addresses(source)))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> addresses(RepositorySource source) {
    List<URI> uris = new ArrayList<>();
    if (source.location() instanceof Baseurl base) {
      uris.addAll(base.uris());
    } else if (source.location() instanceof Metalink metalink) {
      uris.add(metalink.uri());
    } else if (source.location() instanceof Mirrorlist list) {
      uris.add(list.uri());
    }
    return uris.stream().map(URI::toString).toList();
  }

  /** Completes a repository that can be added by its name. */
  public List<CompletionProposal> offered() {
    return workspace.current().stream()
        .flatMap(session -> TypedRepository.byName(session).stream())
        .map(CompletionProposal::new)
        .toList();
  }

  /** Completes a repository of the session. */
  public List<CompletionProposal> ids() {
    return workspace.current().stream()
        .flatMap(session -> Stream.of(PackageSources.of(session)))
        .flatMap(List::stream)
        .map(source -> new CompletionProposal(source.id()))
        .toList();
  }
}
