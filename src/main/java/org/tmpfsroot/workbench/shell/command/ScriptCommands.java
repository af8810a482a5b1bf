package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Recording;
import org.tmpfsroot.workbench.shell.Shell;

/** {@code script …}. */
@Noun(value = "script", about = "command files")
public final class ScriptCommands {
  private final Shell shell;

  public ScriptCommands(Shell shell) {
    this.shell = shell;
  }

  @Command(
      name = {"script", "run"},
      description = "run a command file as the launcher would",
      help =
          """
          Variables that are set here are not seen in the file; it gets those named behind it.
          Stops at the first command that fails.

          > script run scripts/quickstart.wb
          > script run image.wb RELEASE=44 ARCH=aarch64
          """)
  public ExitCode run(
      @Argument(index = 0, description = "a command file") java.nio.file.Path file,
      @Argument(index = 1, description = "NAME=VALUE for its variables") List<String> values) {
    return shell.runFile(file.toString(), values);
  }

  @Command(
      name = {"script", "check"},
      description = "parse every line of a command file, run none",
      help =
          """
          Files it includes are checked, too. Names that only a run can know, such as packages,
          are not looked at.

          > script check scripts/quickstart.wb
          > script check image.wb RELEASE=44
          """)
  public void check(
      @Argument(index = 0, description = "a command file") java.nio.file.Path file,
      @Argument(index = 1, description = "NAME=VALUE for its variables") List<String> values,
      Output output) {
    int findings = shell.check(file.toString(), values);
    if (findings > 0) {
      throw Fault.session(
          file + " would fail",
          findings == 1
              ? "one of its lines cannot be run"
              : findings + " of its lines cannot be run",
          "correct what is told above, then type `script check FILE` again");
    }
    output.line(file + ": every line can be run");
  }

  @Command(
      name = {"script", "record"},
      description = "write what is typed and succeeds into a command file",
      help =
          """
          From the next command on, until script stop or the end of the program; the file is whole
          after each. Of a file that is included its commands are recorded, of one that is run the
          call. A line that holds a secret is left out, which a comment in its place says.

          > script record gateway.wb
          > script record sessions/gateway.wb
          """)
  public void record(
      @Argument(index = 0, description = "a new command file") java.nio.file.Path file,
      Output output) {
    java.nio.file.Path target = Editing.absolute(file);
    shell.record(target);
    output.line("recording into " + target + " until script stop");
  }

  @Command(
      name = {"script", "stop"},
      description = "end the recording of what is typed",
      help = "> script stop")
  public void stop(Output output) {
    Recording ended = shell.stopRecording();
    output.line(
        ended.commands()
            + " command(s) recorded in "
            + ended.file()
            + (ended.leftOut() == 0
                ? ""
                : "; " + ended.leftOut() + " left out, since they hold a secret"));
  }
}
