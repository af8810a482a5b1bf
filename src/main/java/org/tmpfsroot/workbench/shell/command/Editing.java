package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Output;

/** How a command changes the open session: by its own name, and with one line that says what. */
record Editing(Workspace workspace) {

  /**
   * Changes the session.
   *
   * @param name the command as it was typed, without secrets
   * @param said what is different now
   */
  void change(
      Output output,
      String name,
      UnaryOperator<ImageSession> change,
      Function<ImageSession, String> said) {
    Workspace.Change made = workspace.update(name, change);
    output.line(
        made.changed() ? said.apply(made.after()) : "nothing changed, it was so before: " + name);
  }

  /** What relative paths are relative to. */
  static Path here() {
    return Path.of("").toAbsolutePath();
  }

  /** A typed path in its absolute form. */
  static Path absolute(Path typed) {
    return typed.toAbsolutePath().normalize();
  }
}
