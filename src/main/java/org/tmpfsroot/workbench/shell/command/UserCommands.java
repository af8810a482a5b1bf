package org.tmpfsroot.workbench.shell.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;
import org.springframework.shell.core.command.completion.CompletionProposal;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.UserChoice;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Format;
import org.tmpfsroot.workbench.shell.Noun;
import org.tmpfsroot.workbench.shell.Output;
import org.tmpfsroot.workbench.shell.Table;
import org.tmpfsroot.workbench.shell.Values;

/** The users of the installed system. */
@Noun(value = "user", about = "the users of the installed system, beside root")
public final class UserCommands {
  private final Workspace workspace;

  public UserCommands(Workspace workspace) {
    this.workspace = workspace;
  }

  @Command(
      name = {"user", "add"},
      description = "add a user",
      help =
          """
          Keys and the password's hash stay in their files; the session names them only. Without a
          hash the password is locked.

          > user add robot --groups wheel,docker
          > user add admin --key admin.pub --password-hash-file admin.hash
          """)
  public void add(
      @Argument(index = 0, description = "the login name") String name,
      @Option(longName = "key", description = "files with SSH public keys") List<Path> keys,
      @Option(longName = "groups", description = "groups beside the user's own")
          List<String> groups,
      @Option(longName = "password-hash-file", description = "a file with one crypted password")
          Optional<Path> passwordHashFile,
      Output output) {
    refuseKeysThemselves(keys);
    UserChoice user =
        new UserChoice(
                name,
                keys.stream().map(Editing::absolute).distinct().toList(),
                groups.stream()
                    .flatMap(word -> Arrays.stream(word.split(",")))
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList(),
                passwordHashFile.map(Editing::absolute))
            .checked();
    new Editing(workspace)
        .change(
            output,
            "user add " + name,
            session -> session.withUser(user),
            session -> "user " + name + " added" + (user.canLogIn() ? "" : ", who cannot log in"));
  }

  private static void refuseKeysThemselves(List<Path> keys) {
    for (Path key : keys) {
      if (key.toString().matches("(ssh|ecdsa|sk)-[a-z].*")
          && !Files.exists(Editing.absolute(key))) {
        throw Fault.usage(
            "--key takes a file",
            "'" + key + "' is how a key itself begins",
            "write the key into a file, such as ~/admin.pub, and name that");
      }
    }
  }

  @Command(
      name = {"user", "remove"},
      description = "do without a user",
      help =
          """
          > user remove robot
          > user remove admin
          """)
  public void remove(
      @Argument(index = 0, description = "a user") @Values("names") String name, Output output) {
    new Editing(workspace)
        .change(
            output,
            "user remove " + name,
            session -> session.withoutUser(name),
            session -> "user " + name + " removed");
  }

  @Command(
      name = {"user", "list"},
      description = "list the users",
      help =
          """
          JSON: an array of objects with name, groups, keys, passwordHashFile (or null).

          > user list
          """)
  public void list(
      @Option(longName = "format", defaultValue = "table", description = "how it is printed")
          Format format,
      Output output) {
    ImageSession session = workspace.session();
    Table table = Table.of("name", "groups", "keys", "passwordHashFile");
    for (UserChoice user : session.users()) {
      table.row(
          user.name(),
          user.groups(),
          user.keyFiles().stream().map(Path::toString).toList(),
          user.passwordHashFile().map(Path::toString));
    }
    output.show(table, format);
  }

  /** Completes a user of the session. */
  public List<CompletionProposal> names() {
    return workspace.current().stream()
        .flatMap(session -> session.users().stream())
        .map(user -> new CompletionProposal(user.name()))
        .toList();
  }
}
