package org.tmpfsroot.workbench.kickstart;

/**
 * The account files that are laid down before any package is installed, so that numeric ids are the
 * same on every machine and survive in {@code /persist} and on data partitions.
 */
public final class FixedAccounts {
  private static final String PASSWD =
      "sshd:x:74:74:Privilege-separated SSH:/usr/share/empty.sshd:/usr/sbin/nologin\n";
  private static final String GROUP = "docker:x:999:\nssh_keys:x:998:\nsshd:x:74:\n";

  private FixedAccounts() {}

  /**
   * The {@code etc/passwd} of the {@code setup} package with the fixed accounts behind it; names
   * that are there already stay as they are.
   */
  public static String passwd(String packaged) {
    return joined(packaged, PASSWD);
  }

  /** The same for {@code etc/group}. */
  public static String group(String packaged) {
    return joined(packaged, GROUP);
  }

  private static String joined(String packaged, String ours) {
    StringBuilder text = new StringBuilder(packaged);
    if (!packaged.isEmpty() && !packaged.endsWith("\n")) {
      text.append('\n');
    }
    ours.lines()
        .filter(line -> !names(packaged, line.substring(0, line.indexOf(':'))))
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  private static boolean names(String packaged, String name) {
    return packaged.lines().anyMatch(line -> line.startsWith(name + ":"));
  }
}
