package org.tmpfsroot.workbench.kickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.kickstart.KickstartLine.UserFile;
import org.tmpfsroot.workbench.kickstart.KickstartText.Body;
import org.tmpfsroot.workbench.kickstart.KickstartText.Statement;

/** Commands of the user's that the language allows, and that break what the image promises. */
final class SafetyChecks {
  private static final Pattern DEVICE =
      Pattern.compile("/dev/(?:[shv]d[a-z]+\\d*|nvme\\d+n\\d+(?:p\\d+)?|mmcblk\\d+(?:p\\d+)?)\\b");
  private static final Pattern OPTICAL = Pattern.compile("/dev/(?:cdrom|sr\\d+)\\b");
  private static final Pattern CHARACTER =
      Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f\\u00a0\\u2028\\u2029\\ufeff]");
  private static final Pattern WEAK = Pattern.compile("\\$1\\$.*|[./A-Za-z0-9]{13}");
  private static final Pattern GROUP = Pattern.compile("@\\^?[A-Za-z0-9_.+ -]+");
  private static final Pattern PACKAGE = Pattern.compile("-?@?\\^?[A-Za-z0-9_*?\\[\\]./:+~^-]+");
  private static final String MEDIUM = "file:///run/install/repo";
  private static final Set<String> INTERACTIVE = Set.of("graphical", "vnc", "rdp");

  private final int release;
  private final List<Finding> findings = new ArrayList<>();

  private SafetyChecks(int release) {
    this.release = release;
  }

  static List<Finding> of(KickstartText text, List<KickstartLine> lines, int release) {
    SafetyChecks checks = new SafetyChecks(release);
    lines.stream().filter(SafetyChecks::own).forEach(checks::line);
    text.statements().stream().filter(each -> own(each.line())).forEach(checks::statement);
    text.bodies().stream().filter(body -> body.name().equals("packages")).forEach(checks::packages);
    checks.selinux(text);
    return checks.findings;
  }

  private static boolean own(KickstartLine line) {
    return line.origin() instanceof UserFile;
  }

  private void line(KickstartLine line) {
    String place = line.origin().shown();
    String text = line.text();
    if (CHARACTER.matcher(text).find()) {
      boolean windows = text.endsWith("\r");
      findings.add(
          KickstartCheck.TEXT_CHARACTER.at(
              place,
              windows
                  ? "the line ends as lines of Windows do"
                  : "the line has a character that cannot be seen",
              windows ? "save the file with Unix line ends" : "type the line again"));
    }
    if (text.strip().startsWith("#")) {
      return;
    }
    if (OPTICAL.matcher(text).find()) {
      findings.add(medium(place));
    }
    if (DEVICE.matcher(text).find()) {
      findings.add(
          KickstartCheck.DEVICE_NAME.at(
              place,
              "the kernel's names of disks change from one start to the next",
              "name it by LABEL=, UUID= or below /dev/disk"));
    }
  }

  private static Finding medium(String place) {
    return KickstartCheck.MEDIUM_BY_DEVICE.at(
        place,
        "the medium may be a stick, or a server, and is mounted at /run/install/repo already",
        "remove it");
  }

  private void statement(Statement statement) {
    CommandLineCheck.of(statement, release).ifPresent(line -> read(statement, line));
  }

  private void read(Statement statement, CommandLineCheck line) {
    String place = statement.place();
    Map<String, String> options = line.options();
    switch (statement.name()) {
      case "rootpw", "user", "sshpw", "bootloader" -> password(statement.name(), line, place);
      case "autopart", "part", "partition", "logvol", "raid", "iscsi" -> {
        if (options.containsKey("--passphrase") || options.containsKey("--password")) {
          findings.add(plainPassword(place));
        }
      }
      case "cdrom", "harddrive" -> findings.add(medium(place));
      case "repo" ->
          findings.add(
              KickstartCheck.REPOSITORY_NOT_LOCKED.at(
                  place,
                  "the lock does not know packages from there",
                  "remove it, and type `repository add ID --baseurl URL`"));
      case "url", "nfs" -> {
        if (!options.getOrDefault("--url", "").startsWith(MEDIUM)) {
          findings.add(
              KickstartCheck.REPOSITORY_NOT_LOCKED.at(
                  place,
                  "packages come from there, whatever the lock says",
                  "remove it; for machines without the medium type `setting set http-url URL`"));
        }
      }
      case "text" -> {
        if (!options.containsKey("--non-interactive")) {
          findings.add(asks(place, statement.name() + " waits where something is missing"));
        }
      }
      default -> {
        boolean firstboot =
            statement.name().equals("firstboot")
                && !options.containsKey("--disable")
                && !options.containsKey("--disabled");
        if (firstboot || INTERACTIVE.contains(statement.name())) {
          findings.add(asks(place, statement.name() + " waits for a person"));
        }
      }
    }
    if (statement.name().equals("bootloader")) {
      findings.add(
          KickstartCheck.BOOTLOADER_IGNORED.at(
              place,
              "the boot menu of the two slots is the program's own, and takes nothing from here",
              "remove it; kernel options go to `setting set kernel-options OPTIONS`"));
    }
  }

  private static Finding asks(String place, String text) {
    return KickstartCheck.ASKS_A_PERSON.at(place, text, "remove it");
  }

  private void password(String command, CommandLineCheck line, String place) {
    Optional<String> given =
        command.equals("rootpw") || command.equals("sshpw")
            ? line.given().stream().findFirst()
            : Optional.ofNullable(line.options().get("--password"));
    if (given.isEmpty() || given.get().isEmpty()) {
      return;
    }
    boolean crypted =
        line.options().containsKey("--sshkey")
            || (line.options().containsKey("--iscrypted")
                && !line.options().containsKey("--plaintext"));
    if (!crypted) {
      findings.add(plainPassword(place));
    } else if (WEAK.matcher(given.get()).matches()) {
      findings.add(
          KickstartCheck.PASSWORD_WEAK.at(
              place,
              "the hash is of a kind that is quickly broken",
              "make one with 'openssl passwd -6'"));
    }
  }

  /** Without the password. */
  static Finding plainPassword(String place) {
    return KickstartCheck.PASSWORD_PLAIN.at(
        place,
        "a password stands there as it is, for everybody who has the medium",
        "put a hash there that 'openssl passwd -6' printed, with --iscrypted");
  }

  private void packages(Body body) {
    for (KickstartLine line : body.lines()) {
      String text = line.text().replaceFirst("#.*", "").strip();
      if (!text.isEmpty()
          && !PACKAGE.matcher(text).matches()
          && !GROUP.matcher(text.replaceFirst("(\\s+--(nodefaults|optional))+$", "")).matches()) {
        findings.add(
            KickstartCheck.PACKAGES_LINE.at(
                line.origin().shown(),
                "the line is no package and no group",
                "write one name a line"));
      }
    }
  }

  private void selinux(KickstartText text) {
    List<Statement> modes = text.named("selinux").toList();
    if (modes.size() < 2) {
      return;
    }
    Statement ours = modes.get(0);
    modes.stream()
        .skip(1)
        .filter(each -> !each.words().equals(ours.words()))
        .forEach(
            each ->
                findings.add(
                    KickstartCheck.SELINUX_DIFFERS.at(
                        each.place(),
                        "the kernel is started for " + String.join(" ", ours.words()),
                        "remove it, and type `setting set selinux permissive`")));
  }

  /** All packages and groups that user's lines name, with their places. */
  static Stream<KickstartLine> ownPackages(KickstartText text) {
    return text.bodies().stream()
        .filter(body -> body.name().equals("packages"))
        .flatMap(body -> body.lines().stream())
        .filter(SafetyChecks::own);
  }
}
