package org.tmpfsroot.workbench.kickstart;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.kickstart.UserPart.Kind;

/** The user's own texts, once it is sure that none breaks out of its place. */
final class UserParts {
  private static final Set<String> RESTARTING = Set.of("halt", "poweroff", "reboot", "shutdown");
  private static final Set<String> REPLACED =
      Set.of("authselect", "firewall", "firstboot", "keyboard", "lang", "rootpw", "timezone");

  private final List<UserPart> parts;

  UserParts(List<UserPart> parts, int release) {
    this.parts = parts;
    List<Finding> findings = KickstartChecks.ofParts(parts, release);
    if (!findings.isEmpty()) {
      Finding first = findings.get(0);
      throw Fault.session(
          first.place() + ": " + first.text(), "the text breaks out of its place", first.next());
    }
  }

  /**
   * The commands of the program's own that are left out, since the user's text has them and each
   * counts once.
   */
  Set<String> replaced() {
    Set<String> names = new TreeSet<>();
    for (UserPart part : parts) {
      if (part.kind() == Kind.ROOT) {
        part.text().lines().map(line -> line.split("\\s", 2)[0]).forEach(names::add);
      }
    }
    if (names.stream().anyMatch(RESTARTING::contains)) {
      names.addAll(RESTARTING);
    }
    names.removeIf(name -> !REPLACED.contains(name) && !RESTARTING.contains(name));
    return names;
  }

  /** Whether a text sets up a network without saying which: another such line is one too many. */
  static boolean nameNetworkOfNoDevice(List<UserPart> parts) {
    return parts.stream()
        .filter(part -> part.kind() == Kind.ROOT)
        .flatMap(part -> part.text().lines())
        .flatMap(line -> Words.of(line).stream())
        .anyMatch(
            words ->
                !words.isEmpty()
                    && words.get(0).equals("network")
                    && words.stream().noneMatch(word -> word.startsWith("--device")));
  }

  void writeCommands(KickstartWriter writer) {
    parts.stream().filter(part -> part.kind() == Kind.ROOT).forEach(writer::user);
  }

  /** Each text of this kind as a section of its own, so that its variables stay its own. */
  void writeSections(KickstartWriter writer, Kind kind, String name, String header, Shell shell) {
    for (UserPart part : parts) {
      if (part.kind() == kind) {
        writer.begin(name, header);
        shell.preamble(writer, name);
        writer.own("set +o nounset");
        writer.user(part);
        writer.end();
      }
    }
  }
}
