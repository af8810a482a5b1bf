package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.build.ToolHost;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.lock.Chain;
import org.tmpfsroot.workbench.lock.Choice;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockJson;
import org.tmpfsroot.workbench.lock.LockList;
import org.tmpfsroot.workbench.lock.LockRequest;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.lock.Resolution;
import org.tmpfsroot.workbench.lock.Resolver;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.session.EngineChoice;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.PackageRequest;
import org.tmpfsroot.workbench.session.PackageSources;
import org.tmpfsroot.workbench.session.TrustedKeys;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** Which packages an image is made of, exactly. */
@Noun(value = "lock", about = "the packages the image is made of, exactly")
public final class LockCommands {
  private final Workspace workspace;
  private final Resolvers resolvers;
  private final ToolHost tools;

  public LockCommands(Workspace workspace, Resolvers resolvers, ToolHost tools) {
    this.workspace = workspace;
    this.resolvers = resolvers;
    this.tools = tools;
  }

  @Command(
      name = {"lock", "resolve"},
      description = "choose the packages for what is asked for",
      help =
          """
          Chooses what dnf would install into an empty root; with the engine docker, dnf itself
          does, but for --only. With --closure everything that
          provides anything that is required, and of the languages only English. With --only all
          that is locked stays as it is, but for the named packages and what they need.

          > lock resolve
          > lock resolve --only openssl-libs curl
          > lock resolve --closure
          """)
  public void resolve(
      @Option(longName = "closure", description = "the closure of providers instead")
          boolean closure,
      @Option(longName = "only", description = "the packages that may change") @Values("locked")
          List<String> only,
      Output output) {
    ImageSession session = workspace.session();
    Optional<Lock> before = session.lock();
    Lock lock =
        only.isEmpty()
            ? resolved(session, closure, output)
            : updated(session, closure, only, output);
    workspace.update(
        "lock resolve"
            + (closure ? " --closure" : "")
            + (only.isEmpty() ? "" : " --only " + String.join(" ", only)),
        now -> now.withLock(lock));
    output.line(
        lock.packages().size()
            + " packages, "
            + size(lock.downloadSize())
            + " to download, "
            + size(lock.installedSize())
            + " installed"
            + before.map(old -> "; " + LockChanges.summary(old, lock)).orElse(""));
  }

  private Lock resolved(ImageSession session, boolean closure, Output output) {
    return session.engine().kind() == EngineChoice.Kind.DOCKER
        ? lockOf(tools.resolve(session, closure, output.progress()))
        : resolution(session, closure, output).orThrow();
  }

  private Lock updated(ImageSession session, boolean closure, List<String> only, Output output) {
    Lock before = lock();
    if (closure || before.policy().closure()) {
      throw Fault.session(
          "cannot change single packages of a closure",
          "it holds everything that provides what is required",
          "type `lock resolve`, or `lock resolve --closure`");
    }
    LockRequest request = PackageRequest.of(session);
    List<String> known =
        Stream.concat(
                before.packages().stream().map(locked -> locked.nevra().name()),
                request.wanted().stream().map(wanted -> wanted.spec().text()))
            .toList();
    for (String name : only) {
      if (!known.contains(name)) {
        throw Fault.session(
            "'" + name + "' is not in the lock",
            Nearest.sentence(name, known, "it is not asked for, either"),
            "see what is there with `lock show`");
      }
    }
    return resolver(session, output).update(request, before, Set.copyOf(only)).orThrow();
  }

  @Command(
      name = {"lock", "show"},
      description = "list the locked packages, or where there was a choice",
      help =
          """
          JSON: what lock save writes; with --choices an array of objects with capability, chosen,
          reason, others[].

          > lock show
          > lock show --choices
          """)
  public void show(
      @Option(longName = "choices", description = "where several packages could have provided")
          boolean choices,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    if (choices) {
      showChoices(format, output);
    } else if (format == Format.JSON) {
      LockJson.text(lock()).lines().forEach(output::verbatim);
    } else {
      Table table = Table.of("package", "repository", "size", "installed", "because");
      Lock lock = lock();
      for (LockedPackage locked : lock.packages()) {
        table.row(
            locked.nevra().toString(),
            locked.repository(),
            size(locked.size()),
            size(locked.installedSize()),
            because(lock, locked));
      }
      output.show(table, format);
    }
  }

  private void showChoices(Format format, Output output) {
    ImageSession session = workspace.session();
    Resolution resolution = resolution(session, lock().policy().closure(), output);
    Lock now = resolution.orThrow();
    if (!now.packages().equals(lock().packages())) {
      throw Fault.session(
          "cannot show the choices of this lock",
          "the repositories, or what is asked for, have changed since",
          "type `lock resolve` first");
    }
    Table table = Table.of("capability", "chosen", "reason", "others");
    List<Choice> choices =
        resolution instanceof Resolution.Solved solved ? solved.choices() : List.of();
    choices.forEach(
        choice ->
            table.row(choice.capability(), choice.chosen(), choice.reason(), choice.others()));
    output.show(table, format);
  }

  /** What to say of a name that the lock does not have. */
  static Fault notLocked(ImageSession session, Lock lock, String name) {
    String what = "'" + name + "' is not in the lock";
    boolean isAskedFor =
        session.packages().requests().stream().anyMatch(spec -> spec.text().equals(name));
    return isAskedFor
        ? Fault.session(
            what, "it was asked for after the packages were resolved", "type `lock resolve`")
        : Fault.session(
            what,
            Nearest.sentence(
                name,
                lock.packages().stream().map(each -> each.nevra().name()).toList(),
                "nothing of that name was chosen"),
            "see what is there with `lock show`");
  }

  @Command(
      name = {"lock", "why"},
      description = "say why a package is in the lock",
      help =
          """
          The shortest chain from what was asked for; with --all a chain for each package that
          needs it.

          > lock why ncurses-libs
          > lock why glibc --all
          """)
  public void why(
      @Argument(index = 0, description = "a locked package") @Values("locked") String name,
      @Option(longName = "all", description = "the other chains, too") boolean all,
      Output output) {
    Lock lock = lock();
    LockedPackage target =
        lock.labelled(name).orElseThrow(() -> notLocked(workspace.session(), lock, name));
    List<Chain> chains =
        all ? Chain.all(lock, target) : Chain.shortest(lock, target).stream().toList();
    if (chains.isEmpty()) {
      output.line(target.nevra() + ": the lock does not say");
    }
    chains.forEach(chain -> tell(lock, chain, output));
  }

  private static void tell(Lock lock, Chain chain, Output output) {
    String root = chain.root().nevra().toString();
    output.line(
        asks(lock, chain.root())
            .map(requester -> "the " + requester + " needs " + root)
            .orElse(root + " is asked for"));
    for (Chain.Link link : chain.links()) {
      String verb = link.need().kind().name().toLowerCase(Locale.ROOT);
      output.line(
          "  "
              + (verb.equals("supplements") ? "is supplemented, as " : verb + " ")
              + link.need().capability()
              + ": "
              + link.pkg().nevra());
    }
  }

  @Command(
      name = {"lock", "save"},
      description = "write the lock into a file",
      help =
          """
          NAME.json is the full lock; any other name a list of name-version-release.

          > lock save rpms.lock.json
          > lock save rpms.lock
          """)
  public void save(@Argument(index = 0, description = "a file") Path file, Output output) {
    Path target = Editing.absolute(file);
    if (isJson(target)) {
      LockJson.write(lock(), target);
    } else {
      LockList.write(lock(), target);
    }
    workspace.lockFile(target);
    output.line(lock().packages().size() + " packages written to " + target);
  }

  @Command(
      name = {"lock", "load"},
      description = "take the lock from a file",
      help =
          """
          A full lock is taken as it is; of a list each line is looked for in the repositories,
          else in the archive and in the build system (mirror archive, mirror koji), where a key of
          the session must have signed it. The build system has no index: it is asked under the
          name of the package, of its kin in the list and in the repositories, and under shorter
          names. A line that means two packages is refused.

          > lock load rpms.lock
          > lock load gateway.rpms.lock.json
          """)
  public void load(@Argument(index = 0, description = "a file") Path file, Output output) {
    Lock lock = read(Editing.absolute(file), output);
    workspace.update("lock load " + file, session -> session.withLock(lock));
    workspace.lockFile(Editing.absolute(file));
    output.line(lock.packages().size() + " packages, " + size(lock.downloadSize()));
  }

  @Command(
      name = {"lock", "diff"},
      description = "compare the lock with one in a file",
      help =
          """
          From the file to the session. Without a file: from the saved session. JSON: an array of
          objects with package, change (added, removed, up, down, replaced), before, after, size
          (bytes).

          > lock diff rpms.lock.json
          > lock diff
          """)
  public void diff(
      @Argument(index = 0, description = "a lock") Optional<Path> file,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    Lock before =
        file.map(path -> read(Editing.absolute(path), output))
            .or(() -> workspace.saved().flatMap(ImageSession::lock))
            .orElseThrow(
                () ->
                    Fault.session(
                        "there is nothing to compare the lock with",
                        "the session was not saved with a lock",
                        "type `lock diff FILE`"));
    output.show(LockChanges.table(before, lock(), format), format);
    if (format == Format.TABLE) {
      output.line(LockChanges.summary(before, lock()));
    }
  }

  private Lock read(Path file, Output output) {
    if (isJson(file)) {
      return LockJson.read(file);
    }
    ImageSession session = workspace.session();
    return resolvers.match(
        file,
        PackageRequest.of(session),
        PackageSources.places(session),
        TrustedKeys.of(session),
        output.progress());
  }

  private static boolean isJson(Path file) {
    return file.toString().endsWith(".json");
  }

  private Lock lock() {
    return lockOf(workspace.session());
  }

  /** The session's lock, or the fault that says how to get one. */
  static Lock lockOf(ImageSession session) {
    return session
        .lock()
        .orElseThrow(
            () ->
                Fault.session(
                    "the session has no lock",
                    "packages were not resolved yet",
                    "type `lock resolve`"));
  }

  private Resolution resolution(ImageSession session, boolean closure, Output output) {
    LockRequest request = PackageRequest.of(session);
    return resolver(session, output)
        .resolve(request.withPolicy(request.policy().withClosure(closure)));
  }

  private Resolver resolver(ImageSession session, Output output) {
    return resolvers.of(PackageSources.of(session), session.release().arch(), output.progress());
  }

  private static String because(Lock lock, LockedPackage locked) {
    return locked.requested()
        ? asks(lock, locked).map(requester -> "the " + requester + " needs it").orElse("asked for")
        : locked.neededBy().stream()
            .findFirst()
            .map(need -> need.by() + " needs " + need.capability())
            .orElse("");
  }

  /** What but the user asks for the package. */
  private static Optional<String> asks(Lock lock, LockedPackage requested) {
    return Optional.of(lock.requester(requested))
        .filter(requester -> !requester.equals(LockRequest.Wanted.USER));
  }

  private static Size size(long bytes) {
    return new Size(bytes);
  }

  /** Completes what is locked. */
  public List<CompletionProposal> locked() {
    return workspace.current().flatMap(ImageSession::lock).stream()
        .flatMap(lock -> lock.packages().stream())
        .map(locked -> locked.nevra().name())
        .distinct()
        .map(CompletionProposal::new)
        .toList();
  }
}
