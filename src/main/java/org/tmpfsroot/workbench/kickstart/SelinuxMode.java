package org.tmpfsroot.workbench.kickstart;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;

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
    for (SelinuxMode mode : values()) {
      if (mode.typed().equals(text)) {
        return mode;
      }
    }
    if (text.equals("enforcing")) {
      throw Fault.usage(
          "SELinux cannot be enforcing",
          "the root is a tmpfs, and policies do not take a tmpfs's labels from its files",
          "type `setting set selinux permissive`");
    }
    List<String> known = Stream.of(values()).map(SelinuxMode::typed).toList();
    throw Fault.usage(
        "'" + text + "' is no mode of SELinux",
        "known are " + String.join(", ", known),
        Nearest.sentence(text, known, "type one of these"));
  }

  /** As typed, as saved, and as a kickstart names it. */
  public String typed() {
    return name().toLowerCase(Locale.ROOT);
  }
}
