package org.tmpfsroot.workbench.shell.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.lock.LockJson;
import org.tmpfsroot.workbench.script.Variables;
import org.tmpfsroot.workbench.script.Words;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.ProjectImport;
import org.tmpfsroot.workbench.session.SessionExport;
import org.tmpfsroot.workbench.session.SessionExport.Word;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;

/** A session's way out into other forms, and in from them. */
@Noun(value = "session", about = "everything that is chosen for one image")
public final class SessionTransferCommands {
  private static final String SUFFIX = ".wb";
  private static final int WIDTH = 100;

  private final Workspace workspace;
  private final Variables variables;

  public SessionTransferCommands(Workspace workspace, Variables variables) {
    this.workspace = workspace;
    this.variables = variables;
  }

  @Command(
      name = {"session", "export"},
      description = "write the session as commands that make it again",
      help =
          """
          Run as a command file, FILE.wb makes an equal session; the files it names stay where they
          are. What no command can hold is written beside it: the lock, repositories that only a
          .repo file describes, and password hashes, which only you can read.

          > session export gateway.wb
          > session export scripts/gateway.wb
          """)
  public void export(@Argument(index = 0, description = "a .wb file") Path file, Output output) {
    ImageSession session = workspace.session();
    Path target = Editing.absolute(file);
    String name = String.valueOf(target.getFileName());
    if (!name.endsWith(SUFFIX) || name.equals(SUFFIX)) {
      throw Fault.usage(
          "cannot export into " + file,
          "command files are called NAME.wb",
          "type `session export " + session.name() + ".wb`");
    }
    String stem = name.substring(0, name.length() - SUFFIX.length());
    SessionExport.Beside beside =
        new SessionExport.Beside(
            target.resolveSibling(stem + ".rpms.lock.json"), target.resolveSibling(stem + ".repo"));
    Path secrets = target.resolveSibling(stem + ".secrets" + SUFFIX);
    SessionExport export = SessionExport.of(session, beside);
    // what the commands name comes first: a command file that is there can be run
    List<Path> written = new ArrayList<>();
    session
        .lock()
        .ifPresent(
            lock -> {
              LockJson.write(lock, beside.lock());
              written.add(beside.lock());
            });
    export
        .repoFile()
        .ifPresent(
            text -> {
              AtomicFile.write(beside.repositories(), text.getBytes(StandardCharsets.UTF_8));
              written.add(beside.repositories());
            });
    StringBuilder text =
        new StringBuilder(
            "# makes the session " + session.name() + "; written by session export\n");
    export.commands().forEach(words -> text.append(line(words)));
    if (!export.secrets().isEmpty()) {
      StringBuilder hidden = new StringBuilder("# password hashes; keep this file to yourself\n");
      export.secrets().forEach(words -> hidden.append(line(words)));
      AtomicFile.writeForOwner(secrets, hidden.toString().getBytes(StandardCharsets.UTF_8));
      written.add(secrets);
      text.append("include " + Words.quote(String.valueOf(secrets.getFileName())) + "\n");
    }
    AtomicFile.write(target, text.toString().getBytes(StandardCharsets.UTF_8));
    output.line("session " + session.name() + " exported to " + target);
    written.forEach(path -> output.line("beside it " + path.getFileName()));
  }

  @Command(
      name = {"session", "import"},
      description = "begin a session with what a tmpfsroot-fedora project holds",
      help =
          """
          The folder has packages.list, and may have rpms.lock, ks/, build-hooks.d/, hooks.d/,
          iso-root.override/, root.override/ and installfs.override/. FEDORA_MAJOR, ARCH,
          DISK_DEVS, MAIN_DISK and PARTSIZE_DOCKER, _LOG, _CACHE, _OPT come from the environment,
          or from a file of NAME=VALUE lines. The files stay where they are. The report says what
          became of each. JSON: an array of objects with place, line (or null), verdict (taken
          over, done better, ignored), text.

          > session import project
          > session import project --env project/build.env
          """)
  public void importProject(
      @Argument(index = 0, description = "the project's folder") Path dir,
      @Option(longName = "env", description = "a file with the project's variables")
          Optional<Path> env,
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    ProjectImport project =
        ProjectImport.of(
            Editing.absolute(dir),
            env.map(Editing::absolute),
            variables::environment,
            workspace.machine());
    ImageSession session = project.session();
    workspace.start("session import " + dir, session);
    Table table = Table.of("place", "line", "verdict", "text").inFull();
    project
        .notes()
        .forEach(
            note -> table.row(note.place(), note.line(), note.verdict().toString(), note.text()));
    output.show(table, format);
    if (format == Format.TABLE) {
      output.line("session " + session.name() + ": " + session.release());
      output.line(
          "next: "
              + project
                  .lock()
                  .map(lock -> "lock load " + Words.quote(lock.toString()))
                  .orElse("lock resolve"));
    }
  }

  /** One command, continued where it gets long. */
  private static String line(List<Word> words) {
    StringBuilder text = new StringBuilder();
    int column = 0;
    for (Word word : words) {
      String quoted = word.option() ? word.text() : Words.quote(word.text());
      if (column > 0 && column + 1 + quoted.length() > WIDTH) {
        text.append(" \\\n   ");
        column = 3;
      }
      text.append(column > 0 ? " " : "").append(quoted);
      column += 1 + quoted.length();
    }
    return text.append('\n').toString();
  }
}
