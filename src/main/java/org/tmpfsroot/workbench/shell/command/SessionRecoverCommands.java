package org.tmpfsroot.workbench.shell.command;

import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.UnsavedSessions;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Values;

/** What a program that was killed had open. */
@Noun(value = "session", about = "everything that is chosen for one image")
public final class SessionRecoverCommands {
  private final UnsavedSessions unsaved;

  public SessionRecoverCommands(UnsavedSessions unsaved) {
    this.unsaved = unsaved;
  }

  @Command(
      name = {"session", "recover"},
      description = "bring back what was not saved when the program was killed",
      help =
          """
          Each change made at the prompt is kept until the session is saved or left. When the
          program begins it says what is to be had. A recovered session has no file until it is
          saved.

          > session recover
          > session recover gateway
          """)
  public void recover(
      @Argument(index = 0, description = "the session's name, otherwise the last one")
          @Values("left")
          Optional<String> name,
      Output output) {
    ImageSession session = unsaved.recover("session recover", name);
    output.line(
        "session " + session.name() + " recovered: " + session.release() + ", not saved yet");
  }

  /** Completes the name of a session that was left. */
  public List<CompletionProposal> left() {
    return unsaved.left().stream().map(each -> new CompletionProposal(each.name())).toList();
  }
}
