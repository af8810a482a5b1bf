package org.tmpfsroot.workbench.kickstart;

import java.util.List;
import java.util.Locale;
import org.tmpfsroot.workbench.fault.Choice;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * What SELinux does in the installed system. There is no enforcing mode: policies label a tmpfs by
 * transition and not from stored attributes, so the root in RAM has no labels to enforce.
 */
public enum SelinuxMode {
  DISABLED,
  PERMISSIVE;

  /**
   * Reads {@code disabled} or {@code permissive}.
   *
   * @throws Fault (usage) for any other word
   */
  public static SelinuxMode parse(String text) {
    if (text.equals("enforcing")) {
      throw Fault.usage(
          "SELinux cannot be enforcing",
          "the root is a tmpfs, and policies do not take a tmpfs's labels from its files",
          "type `setting set selinux permissive`");
    }
    return Choice.of("mode of SELinux", text, List.of(values()), SelinuxMode::typed);
  }

  /** As typed, as saved, and as a kickstart names it. */
  public String typed() {
    return name().toLowerCase(Locale.ROOT);
  }
}
