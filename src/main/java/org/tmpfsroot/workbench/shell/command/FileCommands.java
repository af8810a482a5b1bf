package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import java.util.List;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.SessionChecks;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Values;

/** The user's own files and folders. */
@Noun(value = "file", about = "your own kickstart parts, scripts and trees")
public final class FileCommands {
  private final Workspace workspace;

  public FileCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = {"file", "use"},
      description = "take a file or folder of yours into the image",
      help =
          """
          The kinds that begin with ks. are kickstart texts; the others are folders. file list
          says what each is for.

          > file use hooks hooks.d
          > file use hooks hooks.d
          """)
  public void use(
      @Argument(index = 0, description = "what it is for") @Values("kinds") String kind,
      @Argument(index = 1, description = "a file or folder") Path path,
      Output output) {
    FileKind known = FileKind.parse(kind);
    Path file = Editing.absolute(path);
    new Editing(workspace)
        .change(
            output,
            "file use " + known + " " + path,
            session -> session.withFiles(files -> files.with(known, file)),
            session -> known + " is " + file);
  }

  @Command(
      name = {"file", "drop"},
      description = "do without a file or folder",
      help =
          """
          > file drop hooks
          > file drop ks.post
          """)
  public void drop(
      @Argument(index = 0, description = "what it was for") @Values("kinds") String kind,
      Output output) {
    FileKind known = FileKind.parse(kind);
    new Editing(workspace)
        .change(
            output,
            "file drop " + known,
            session -> session.withFiles(files -> files.without(known)),
            session -> known + " dropped");
  }

  @Command(
      name = {"file", "check"},
      description = "check that your files can be used",
      help =
          """
          JSON: an array of findings as session check prints them.

          > file check
          """)
  public ExitCode check(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    ImageSession session = workspace.session();
    return FindingsTable.show(session, SessionChecks.ofFiles(session), format, output);
  }

  /** Completes a kind. */
  public List<CompletionProposal> kinds() {
    return FileKind.names().stream().map(CompletionProposal::new).toList();
  }
}
