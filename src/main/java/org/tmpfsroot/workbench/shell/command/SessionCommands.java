package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.overlay.Promise;
import org.tmpfsroot.workbench.release.Releases;
import org.tmpfsroot.workbench.script.Words;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.SessionChecks;
import org.tmpfsroot.workbench.session.SessionDifference;
import org.tmpfsroot.workbench.session.SessionJson;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Style;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** The session: everything that was chosen for one image. */
@Noun(value = "session", about = "everything that is chosen for one image")
public final class SessionCommands {
  private final Workspace workspace;

  public SessionCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = {"session", "new"},
      description = "begin a session",
      help =
          """
          It has the newest release's repositories and the usual partitions. Without a name the
          terminal is asked for name, release, disks and first packages. A session that was open
          before is left; session undo comes back to it.

          > session new gateway
          > session new gateway --release 44 --disk sda --packages openssh-server sudo
          """)
  public void create(
      @Argument(index = 0, description = "what it is called") Optional<String> name,
      @Option(longName = "release", description = "the Fedora release") @Values("releases")
          Optional<Integer> release,
      @Option(longName = "disk", description = "disks that the installer may erase")
          List<String> disks,
      @Option(longName = "packages", description = "what to ask for first") List<String> packages,
      Output output) {
    NewSession asked =
        name.map(
                known ->
                    new NewSession(
                        known, release.orElse(Releases.newest().number()), disks, packages))
            .orElseGet(() -> NewSession.asked(output));
    ImageSession session = asked.made(workspace.machine());
    Optional<String> left = unsavedName();
    workspace.start("session new " + session.name(), session);
    output.line("session " + session.name() + ": " + session.release());
    if (name.isEmpty()) {
      output.line("status says what is still missing, help topics start shows the way");
    }
    left.ifPresent(other -> sayLeft(other, output));
  }

  @Command(
      name = {"session", "open"},
      description = "open a saved session",
      help =
          """
          > session open gateway.json
          > session open sessions/gateway.json
          """)
  public void open(@Argument(index = 0, description = "a session file") Path file, Output output) {
    if (file.toString().endsWith(".wb")) {
      throw Fault.usage(
          "cannot open " + file,
          "it is a command file and no session",
          "type `script run " + Words.quote(file.toString()) + "`");
    }
    Optional<String> left = unsavedName();
    ImageSession session = workspace.open("session open " + file, Editing.absolute(file));
    output.line("session " + session.name() + " opened: " + session.release());
    left.ifPresent(other -> sayLeft(other, output));
  }

  @Command(
      name = {"session", "save"},
      description = "save the session",
      help =
          """
          Into its own file, or NAME.json in the current folder when it has none; with a file
          named, into that from now on. The lock is written beside it.

          > session save
          > session save sessions/gateway.json
          """)
  public void save(
      @Argument(index = 0, description = "a file") Optional<Path> file, Output output) {
    ImageSession session = workspace.session();
    Path target =
        file.map(Editing::absolute)
            .or(workspace::file)
            .orElseGet(() -> Editing.here().resolve(session.name() + ".json"));
    workspace.save(target);
    output.line(
        "session "
            + session.name()
            + " saved to "
            + target
            + session
                .lock()
                .map(lock -> ", its lock to " + SessionJson.lockBeside(target).getFileName())
                .orElse(""));
  }

  @Command(
      name = {"session", "show"},
      description = "show everything that is chosen",
      help =
          """
          JSON: an object with the same keys; what is not chosen is null or empty.

          > session show
          """)
  public void show(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    Map<String, Object> facts =
        SessionFacts.of(workspace.session(), workspace.file(), workspace.unsaved());
    if (format == Format.TABLE) {
      facts.replaceAll((key, value) -> SessionFacts.isNothing(value) ? "none" : value);
    }
    output.show(facts, format);
  }

  @Command(
      name = {"session", "check"},
      description = "check that the session can be built, and say what may not be meant",
      help =
          """
          What stops a build ends with exit code 3: errors, and warnings that are not in the
          setting checks.allow. JSON: an array of objects with severity, id, place, text, next,
          stops. With --list every check there is; JSON: severity, id, about, allowed. With
          --safety what the installed system promises, what keeps each promise (a file of the
          installed system, a script of the kickstart, a class of this program) and the tests that
          prove it; JSON: promise, keptBy, provenBy.

          > session check
          > session check --list
          > session check --safety
          """)
  public ExitCode check(
      @Option(longName = "list", description = "list what is looked for") boolean list,
      @Option(longName = "safety", description = "show what the installed system promises")
          boolean safety,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    if (safety) {
      SafetyTable.show(Promise.all(), format, output);
      return ExitCode.DONE;
    }
    if (list) {
      FindingsTable.list(workspace.current(), format, output);
      return ExitCode.DONE;
    }
    ImageSession session = workspace.session();
    return FindingsTable.show(session, SessionChecks.of(session), format, output);
  }

  @Command(
      name = {"session", "diff"},
      description = "show what differs from the saved session, or from another",
      help =
          """
          With --since lock: what the lock does not know of yet. With --since build: what changed
          since this session's image was built last on this machine.
          JSON: an array of objects with what, before, after (null where there is nothing).

          > session diff
          > session diff --since lock
          """)
  public void diff(
      @Argument(index = 0, description = "a session file") Optional<Path> file,
      @Option(longName = "since", description = "what happened last") Optional<Since> since,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    ImageSession now = workspace.session();
    if (file.isPresent() && since.isPresent()) {
      throw Fault.usage(
          "a file and --since cannot stand together",
          "the session is compared with one other",
          "type `session diff FILE` or `session diff --since lock`");
    }
    ImageSession before =
        file.map(path -> SessionJson.read(Editing.absolute(path), workspace.machine()))
            .orElseGet(() -> since.orElse(Since.SAVE).of(now, workspace));
    List<SessionDifference> differences = SessionDifference.between(before, now);
    if (format == Format.TABLE && differences.isEmpty()) {
      output.line("no difference");
      return;
    }
    Table table = Table.of("what", "before", "after");
    differences.forEach(
        each ->
            table.styled(
                each.before().isEmpty()
                    ? Style.ADDED
                    : each.after().isEmpty() ? Style.REMOVED : Style.CHANGED,
                each.what(),
                each.before(),
                each.after()));
    output.show(table, format);
  }

  @Command(
      name = {"session", "undo"},
      description = "take the last change back",
      help = "> session undo")
  public void undo(Output output) {
    output.line("undo: " + workspace.undo());
  }

  @Command(
      name = {"session", "redo"},
      description = "make the change again that was taken back last",
      help = "> session redo")
  public void redo(Output output) {
    output.line("redo: " + workspace.redo());
  }

  @Command(
      name = {"session", "close"},
      description = "leave the session",
      help =
          """
          session undo comes back to it as long as the program runs.

          > session close
          """)
  public void close(Output output) {
    Optional<String> left = unsavedName();
    String name = workspace.session().name();
    workspace.close("session close");
    output.line("session " + name + " closed");
    left.ifPresent(other -> sayLeft(other, output));
  }

  private Optional<String> unsavedName() {
    return workspace.unsaved() ? workspace.current().map(ImageSession::name) : Optional.empty();
  }

  private static void sayLeft(String name, Output output) {
    output.line("the session " + name + " was left unsaved; session undo comes back to it");
  }

  /** Completes a release's number. */
  public List<CompletionProposal> releases() {
    return Releases.numbers().stream()
        .map(number -> new CompletionProposal(String.valueOf(number)))
        .toList();
  }
}
