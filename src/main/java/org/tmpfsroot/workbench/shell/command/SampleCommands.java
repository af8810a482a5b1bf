package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.tmpfsroot.workbench.sample.SampleMirror;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;

/** A mirror to try everything with. */
@Noun(value = "sample", about = "a small mirror to try everything with, made without a network")
public final class SampleCommands {

  @Command(
      name = {"sample", "create"},
      description = "make a small Fedora-like mirror in a folder",
      help =
          """
          It has signed packages, repository metadata and an installer image, laid out for release
          44 and x86_64. The packages are stand-ins and the image's boot programs only print a
          line: it shows a build, not an installation. In a folder it made before it replaces what
          it made; a folder with anything else in it is refused.

          > sample create sample
          > sample create ${run.tmp}/mirror
          """)
  public void create(
      @Argument(index = 0, description = "an empty or new folder, or an earlier sample") Path dir,
      Output output) {
    SampleMirror mirror = SampleMirror.create(Editing.absolute(dir), output.progress());
    output.line("made the sample mirror in " + mirror.root());
    output.line("its key is " + mirror.keyFile());
  }
}
