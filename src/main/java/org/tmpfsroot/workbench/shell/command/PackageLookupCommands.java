package org.tmpfsroot.workbench.shell.command;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockRequest;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.lock.Resolver;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.DependencyKind;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.rpm.Dependency;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.PackageRequest;
import org.tmpfsroot.workbench.session.PackageSources;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** What the repositories have, and what it would mean to ask for it. Changes nothing. */
@Noun(value = "package", about = "the packages that are asked for")
public final class PackageLookupCommands {
  private final Workspace workspace;
  private final Resolvers resolvers;

  public PackageLookupCommands(Workspace workspace, Resolvers resolvers) {
    this.workspace = workspace;
    this.resolvers = resolvers;
  }

  @Command(
      name = {"package", "search"},
      description = "look for packages by words in their names and summaries",
      help =
          """
          Every word must be in the name or the summary. JSON: an array of objects with name,
          version, repository, summary.

          > package search text editor
          > package search tmux --format json
          """)
  public void search(
      @Argument(index = 0, description = "part of a name or summary") @Values("known") String word,
      @Argument(index = 1, description = "more words") List<String> more,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    PackageIndex index = resolver(output).index();
    String first = lower(word);
    List<String> words = more.stream().map(PackageLookupCommands::lower).toList();
    List<Integer> found =
        index.names().stream()
            .map(name -> newest(index, index.named(name)))
            .filter(pkg -> has(index, pkg, first))
            .filter(pkg -> words.stream().allMatch(each -> has(index, pkg, each)))
            .sorted(Comparator.comparing(pkg -> place(lower(index.name(pkg)), first)))
            .toList();
    if (found.isEmpty()) {
      throw Fault.session(
          "nothing is found for '" + word + "'",
          Nearest.sentence(word, index.names(), "no name or summary has all of the words"),
          "try another word, or `package providers CAPABILITY`");
    }
    Table table = Table.of("name", "version", "repository", "summary");
    found.forEach(
        pkg ->
            table.row(
                index.name(pkg),
                index.evr(pkg).toString(),
                index.repository(pkg).id(),
                index.summary(pkg)));
    output.show(table, format);
  }

  private static boolean has(PackageIndex index, int pkg, String word) {
    return lower(index.name(pkg)).contains(word) || lower(index.summary(pkg)).contains(word);
  }

  /** The name itself, names that begin with the word, other names, summaries. */
  private static int place(String name, String word) {
    int at = name.indexOf(word);
    return name.equals(word) ? 0 : at == 0 ? 1 : at > 0 ? 2 : 3;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  @Command(
      name = {"package", "show"},
      description = "show what the repositories say of a package",
      help =
          """
          Of each name and architecture that is meant, the newest. JSON: an array of objects with
          package, summary, repository, location, size, installedSize, digest, sourceRpm,
          requires[], recommends[], conflicts[], obsoletes[], provides[].

          > package show kernel-core
          > package show /usr/bin/vi
          """)
  public void show(
      @Argument(index = 0, description = "what is asked for") @Values("known") PackageSpec spec,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    if (spec.kind() == PackageSpec.Kind.GROUP || spec.kind() == PackageSpec.Kind.ENVIRONMENT) {
      throw Fault.usage(
          "'" + spec + "' is not a package",
          "it is a group of packages",
          "see what it would bring with `package try " + spec + "`");
    }
    Resolver resolver = resolver(output);
    PackageIndex index = resolver.index();
    Map<String, Integer> newest = new LinkedHashMap<>();
    for (int pkg : resolver.meant(spec)) {
      newest.merge(
          index.name(pkg) + "." + index.arch(pkg), pkg, (a, b) -> newest(index, new int[] {a, b}));
    }
    List<Map<String, Object>> all = newest.values().stream().map(pkg -> facts(index, pkg)).toList();
    if (format == Format.JSON) {
      output.json(all);
      return;
    }
    for (int i = 0; i < all.size(); i++) {
      if (i > 0) {
        output.line("");
      }
      output.show(all.get(i), format);
    }
  }

  private static Map<String, Object> facts(PackageIndex index, int pkg) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("package", index.nevra(pkg).toString());
    facts.put("summary", index.summary(pkg));
    facts.put("repository", index.repository(pkg).id());
    facts.put("location", index.location(pkg));
    facts.put("size", new Size(index.packageSize(pkg)));
    facts.put("installedSize", new Size(index.installedSize(pkg)));
    facts.put("digest", index.digest(pkg).toString());
    facts.put("sourceRpm", index.sourceRpm(pkg));
    for (DependencyKind kind :
        List.of(
            DependencyKind.REQUIRES,
            DependencyKind.RECOMMENDS,
            DependencyKind.CONFLICTS,
            DependencyKind.OBSOLETES,
            DependencyKind.PROVIDES)) {
      facts.put(
          lower(kind.name()),
          Arrays.stream(index.dependencies(pkg, kind))
              .mapToObj(number -> index.dependency(number).toString())
              .sorted()
              .toList());
    }
    return facts;
  }

  @Command(
      name = {"package", "providers"},
      description = "list the packages that provide a capability or have a file",
      help =
          """
          JSON: an array of objects with package, repository, summary.

          > package providers 'webserver >= 2'
          > package providers /usr/bin/vi
          """)
  public void providers(
      @Argument(index = 0, description = "what is required") @Values("capabilities")
          String capability,
      @Argument(index = 1, description = "a relation and a version") List<String> relation,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    String text = relation.isEmpty() ? capability : capability + " " + String.join(" ", relation);
    Dependency wanted = PackageSpec.requirement(text);
    Resolver resolver = resolver(output);
    PackageIndex index = resolver.index();
    int[] found = resolver.providing(wanted);
    if (found.length == 0) {
      throw Fault.session(
          "nothing provides " + wanted,
          Nearest.sentence(text, index.capabilityNames(), "no repository has it"),
          "add the repository that has it, or try `package search WORD`");
    }
    Table table = Table.of("package", "repository", "summary");
    IntStream.of(found)
        .boxed()
        .sorted(Comparator.comparing(index::nevra))
        .forEach(
            pkg ->
                table.row(
                    index.nevra(pkg).toString(), index.repository(pkg).id(), index.summary(pkg)));
    output.show(table, format);
  }

  @Command(
      name = {"package", "try"},
      description = "say what asking for packages, or no longer asking, would change",
      help =
          """
          Resolves what is asked for now with and without them; the lock stays as it is. JSON: an
          array of objects with package, change (added, removed, up, down, replaced), before,
          after, size (bytes).

          > package try tmux @core
          > package try httpd --remove
          """)
  public void what(
      @Argument(index = 0, description = "what is asked for") @Values("known") String spec,
      @Argument(index = 1, description = "more of it") @Values("known") List<String> more,
      @Option(longName = "remove", description = "no longer ask for them instead") boolean remove,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    ImageSession session = workspace.session();
    List<String> typed =
        PackageCommands.joined(
            IntStream.rangeClosed(0, more.size())
                .mapToObj(i -> i == 0 ? spec : more.get(i - 1))
                .toList());
    ImageSession changed =
        session.withPackages(
            packages ->
                remove
                    ? PackageCommands.without(packages, typed)
                    : packages.plus(PackageCommands.specs(typed)));
    Resolver resolver = resolver(output);
    Lock before = resolver.resolve(request(session)).orThrow();
    Lock after = resolver.resolve(request(changed)).orThrow();
    output.show(LockChanges.table(before, after, format), format);
    if (format == Format.TABLE) {
      output.line(
          LockChanges.summary(before, after)
              + "; "
              + LockChanges.signed(after.downloadSize() - before.downloadSize())
              + " to download, "
              + LockChanges.signed(after.installedSize() - before.installedSize())
              + " installed");
    }
  }

  private static LockRequest request(ImageSession session) {
    LockRequest request = PackageRequest.of(session);
    boolean closure = session.lock().map(lock -> lock.policy().closure()).orElse(false);
    return request.withPolicy(request.policy().withClosure(closure));
  }

  private static int newest(PackageIndex index, int[] packages) {
    return Arrays.stream(packages)
        .boxed()
        .max(Comparator.comparing(index::evr).thenComparing(Comparator.reverseOrder()))
        .orElseThrow();
  }

  private Resolver resolver(Output output) {
    ImageSession session = workspace.session();
    return resolvers.of(PackageSources.of(session), session.release().arch(), output.progress());
  }

  /** Completes names of packages. */
  public List<CompletionProposal> known(String begun) {
    return KnownPackages.proposals(resolvers, workspace, begun);
  }

  /** Completes what some package provides. */
  public List<CompletionProposal> capabilities(String begun) {
    return KnownPackages.capabilities(resolvers, workspace, begun);
  }
}
