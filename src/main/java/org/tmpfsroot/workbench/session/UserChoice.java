package org.tmpfsroot.workbench.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * A user of the installed system. Keys and hash stay in their files, so that no session file holds
 * a secret.
 *
 * @param keyFiles SSH public keys that may log in; absolute
 * @param groups beside the user's own
 * @param passwordHashFile holds one hash; absolute; empty locks the password
 */
public record UserChoice(
    String name, List<Path> keyFiles, List<String> groups, Optional<Path> passwordHashFile) {
  // useradd's rule; longer names are refused by utmp
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");
  // made by the installed system's own packages, or by the kickstart in another way
  private static final Set<String> TAKEN =
      Set.of(
          "root",
          "bin",
          "daemon",
          "adm",
          "lp",
          "sync",
          "shutdown",
          "halt",
          "mail",
          "operator",
          "games",
          "ftp",
          "nobody",
          "sshd",
          "dbus",
          "chrony");

  public UserChoice {
    keyFiles = List.copyOf(keyFiles);
    groups = List.copyOf(groups);
    expectName("user", name);
    groups.forEach(group -> expectName("group", group));
    if (TAKEN.contains(name)) {
      throw Fault.usage(
          "cannot add the user " + name,
          "the system has one of that name",
          name.equals("root")
              ? "type `setting set root-password HASH` for root"
              : "choose another name");
    }
  }

  /** Refuses files that do not hold what they must. */
  public UserChoice checked() {
    keyFiles.forEach(OwnFiles::publicKeys);
    passwordHashFile.ifPresent(OwnFiles::passwordHash);
    return this;
  }

  /** Whether anybody can log in as this user. */
  public boolean canLogIn() {
    return !keyFiles.isEmpty() || passwordHashFile.isPresent();
  }

  private static void expectName(String what, String name) {
    if (!NAME.matcher(name).matches()) {
      throw Fault.usage(
          "'" + name + "' is no " + what + " name",
          "names are lower-case letters, digits, dashes and underscores, at most 32",
          "choose a name such as robot");
    }
  }
}
