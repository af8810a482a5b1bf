package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.lock.PackagesList;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.PackageChoices;
import org.tmpfsroot.workbench.session.PackageRequest;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** What is asked for, before it is known which packages that means. */
@Noun(value = "package", about = "the packages that are asked for")
public final class PackageCommands {
  private static final Set<String> RELATIONS = Set.of("<", "<=", "=", "==", ">=", ">");

  private final Workspace workspace;
  private final Resolvers resolvers;

  public PackageCommands(Workspace workspace, Resolvers resolvers) {
    this.workspace = workspace;
    this.resolvers = resolvers;
  }

  @Command(
      name = {"package", "add"},
      description = "ask for packages",
      help =
          """
          A name, name.arch, NEVRA, /file/path, capability >= version, glob, @group or
          @^environment. A file has one a line, and lines -x NAME for what must not come in.

          > package add tmux vim-enhanced
          > package add @core 'webserver >= 2'
          """)
  public void add(
      @Argument(index = 0, description = "what is asked for") @Values("known") List<String> spec,
      @Option(longName = "file", description = "a list in a file") Optional<Path> file,
      Output output) {
    PackagesList list =
        file.map(Editing::absolute)
            .map(PackagesList::read)
            .orElseGet(() -> new PackagesList(List.of(), List.of()));
    List<PackageSpec> wanted = Stream.concat(specs(spec).stream(), list.wanted().stream()).toList();
    if (wanted.isEmpty() && list.excludes().isEmpty()) {
      throw Fault.usage(
          "no package is named", "there is nothing to add", "type `package add NAME`");
    }
    new Editing(workspace)
        .change(
            output,
            "package add " + words(spec, file),
            session ->
                session.withPackages(packages -> packages.plus(wanted).excluding(list.excludes())),
            asked());
  }

  @Command(
      name = {"package", "remove"},
      description = "no longer ask for packages, or no longer exclude them",
      help =
          """
          > package remove tmux
          > package remove tmux vim-enhanced
          """)
  public void remove(
      @Argument(index = 0, description = "what was asked for") @Values("chosen") String spec,
      @Argument(index = 1, description = "more of it") @Values("chosen") List<String> more,
      Output output) {
    List<String> typed = new ArrayList<>(more);
    typed.add(0, spec);
    new Editing(workspace)
        .change(
            output,
            "package remove " + String.join(" ", typed),
            session -> session.withPackages(packages -> without(packages, joined(typed))),
            asked());
  }

  @Command(
      name = {"package", "exclude"},
      description = "name packages that must not come in, whoever needs them",
      help =
          """
          A name, a NEVRA or a glob; package remove takes it back.

          > package exclude sendmail
          > package exclude 'geolite2-*'
          """)
  public void exclude(
      @Argument(index = 0, description = "what must not come in") @Values("known") String name,
      @Argument(index = 1, description = "more of it") @Values("known") List<String> more,
      Output output) {
    List<String> names = new ArrayList<>(more);
    names.add(0, name);
    new Editing(workspace)
        .change(
            output,
            "package exclude " + String.join(" ", names),
            session -> session.withPackages(packages -> packages.excluding(names)),
            asked());
  }

  @Command(
      name = {"package", "list"},
      description = "list what is asked for and what is excluded",
      help =
          """
          What the installer itself needs is asked for too, with that reason. JSON: an array of
          objects with spec, kind, reason (user, installer, excluded).

          > package list
          """)
  public void list(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    ImageSession session = workspace.session();
    Table table = Table.of("spec", "kind", "reason");
    PackageRequest.of(session)
        .wanted()
        .forEach(
            wanted ->
                table.row(
                    wanted.spec().toString(),
                    wanted.spec().kind().name().toLowerCase(Locale.ROOT),
                    wanted.reason()));
    session.packages().excludes().forEach(name -> table.row(name, "package", "excluded"));
    output.show(table, format);
  }

  static PackageChoices without(PackageChoices packages, List<String> typed) {
    PackageChoices left = packages;
    for (String spec : typed) {
      left = left.minus(spec);
    }
    return left;
  }

  static List<PackageSpec> specs(List<String> words) {
    return joined(words).stream().map(PackageSpec::parse).toList();
  }

  /** A relation typed as a word of its own belongs with the words around it. */
  static List<String> joined(List<String> words) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      boolean relation =
          RELATIONS.contains(words.get(i)) && !joined.isEmpty() && i + 1 < words.size();
      if (relation) {
        String capability = joined.remove(joined.size() - 1);
        joined.add(capability + " " + words.get(i) + " " + words.get(i + 1));
        i++;
      } else {
        joined.add(words.get(i));
      }
    }
    return joined;
  }

  private static String words(List<String> specs, Optional<Path> file) {
    String list = file.map(path -> "--file " + path).orElse("");
    return (String.join(" ", specs) + " " + list).strip();
  }

  /** What came, what went, and how much is asked for now. */
  private Function<ImageSession, String> asked() {
    PackageChoices before = workspace.session().packages();
    return session -> {
      PackageChoices after = session.packages();
      List<String> said = new ArrayList<>();
      say("asked for", texts(after), texts(before), said);
      say("no longer asked for", texts(before), texts(after), said);
      say("excluded", after.excludes(), before.excludes(), said);
      say("no longer excluded", before.excludes(), after.excludes(), said);
      return String.join("; ", said) + " (" + after.requests().size() + " in all)";
    };
  }

  private static void say(String what, List<String> of, List<String> but, List<String> into) {
    List<String> different = of.stream().filter(text -> !but.contains(text)).toList();
    if (!different.isEmpty()) {
      into.add(what + ": " + String.join(", ", different));
    }
  }

  private static List<String> texts(PackageChoices packages) {
    return packages.requests().stream().map(PackageSpec::toString).toList();
  }

  /** Completes names of packages. */
  public List<CompletionProposal> known(String begun) {
    return KnownPackages.proposals(resolvers, workspace, begun);
  }

  /** Completes what is asked for or excluded. */
  public List<CompletionProposal> chosen() {
    return workspace.current().stream()
        .flatMap(
            session ->
                Stream.concat(
                    session.packages().requests().stream().map(PackageSpec::toString),
                    session.packages().excludes().stream()))
        .map(CompletionProposal::new)
        .toList();
  }
}
