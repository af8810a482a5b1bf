package org.tmpfsroot.workbench.kickstart;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.kickstart.UserPart.Kind;

/** The user's own texts, once it is sure that none breaks out of its place. */
final class UserParts {
  private static final Pattern MARK = Pattern.compile("\\s*%([a-z-]+)(\\s.*)?");
  private static final Set<String> SECTIONS =
      Set.of("packages", "pre", "pre-install", "post", "onerror", "traceback", "addon", "anaconda");
  private static final String END = "end";

  private final List<UserPart> parts;

  UserParts(List<UserPart> parts) {
    this.parts = parts;
    for (UserPart part : parts) {
      if (part.kind() == Kind.ROOT) {
        checkBalance(part);
      } else {
        checkBody(part);
      }
    }
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

  private static void checkBody(UserPart part) {
    int number = 0;
    for (String line : part.text().lines().toList()) {
      number++;
      Matcher mark = MARK.matcher(line);
      if (mark.matches() && (mark.group(1).equals(END) || SECTIONS.contains(mark.group(1)))) {
        throw Fault.session(
            part.fileName() + ":" + number + ": %" + mark.group(1) + " inside a section",
            "the text of " + part.kind().typed() + " is put into a section that is begun for it",
            "remove the line");
      }
    }
  }

  private static void checkBalance(UserPart part) {
    int number = 0;
    int begun = 0;
    for (String line : part.text().lines().toList()) {
      number++;
      Matcher mark = MARK.matcher(line);
      if (!mark.matches()) {
        continue;
      }
      if (mark.group(1).equals(END)) {
        if (begun == 0) {
          throw unbalanced(part, number, "no section is open there");
        }
        begun = 0;
      } else if (SECTIONS.contains(mark.group(1))) {
        if (begun != 0) {
          throw unbalanced(part, number, "the section of line " + begun + " is not ended");
        }
        begun = number;
      }
    }
    if (begun != 0) {
      throw unbalanced(part, begun, "the section is not ended");
    }
  }

  private static Fault unbalanced(UserPart part, int line, String why) {
    return Fault.session(
        part.fileName() + ":" + line + ": %end does not fit", why, "end each section once");
  }
}
