package org.tmpfsroot.workbench.kickstart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.disk.LayoutChecks;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.io.BashSyntax;
import org.tmpfsroot.workbench.kickstart.KickstartLine.UserFile;
import org.tmpfsroot.workbench.kickstart.KickstartText.Body;

/** Looks into the lines of scripts that are the user's own. */
final class ScriptChecks {
  private static final Set<String> SCRIPTS =
      Set.of("pre", "pre-install", "post", "onerror", "traceback");
  private static final Set<String> SHELLS = Set.of("bash", "sh");
  private static final Pattern INTERPRETER = Pattern.compile("--interpreter[= ]\\s*(\\S+)");
  private static final Pattern IN_INSTALLER =
      Pattern.compile("(/usr)?/bin/(bash|sh|python3)|/usr/libexec/platform-python");
  private static final String BEGINS = "(?:^|[;&|(]\\s*|\\bthen\\s+|\\bdo\\s+|\\belse\\s+)\\s*";
  private static final Pattern RESTARTS =
      Pattern.compile(BEGINS + "(?:systemctl\\s+)?(reboot|poweroff|halt|shutdown)\\b");
  private static final Pattern BOOT_LOADER =
      Pattern.compile("\\b(grub2-mkconfig|grub2-install|grub2-editenv|grubby)\\b");
  private static final Pattern INSTALLS =
      Pattern.compile(
          BEGINS
              + "(?:(dnf5?|yum|microdnf)\\s.*?\\b(?:install|reinstall|update|upgrade|distro-sync)\\b"
              + "|(rpm)\\s.*?(?<=\\s)(?:-[iUF][vh]*|--install|--upgrade|--freshen)(?:\\s|$))");
  private static final Pattern SETS_PASSWORD =
      Pattern.compile("(\\bchpasswd\\b(?!.*\\s-(e|-encrypted)\\b)|\\bpasswd\\b.*--stdin)");
  private static final Pattern FSTAB =
      Pattern.compile(
          "(?:.*['\"])?\\s*(\\S+)\\s+(/\\S*)\\s+(ext[234]|xfs|btrfs|vfat|f2fs|auto)\\s+([^\\s'\"]+).*");

  private final List<Finding> findings = new ArrayList<>();

  private ScriptChecks() {}

  static List<Finding> of(KickstartText text) {
    ScriptChecks checks = new ScriptChecks();
    text.bodies().stream().filter(body -> SCRIPTS.contains(body.name())).forEach(checks::body);
    return checks.findings;
  }

  private void body(Body body) {
    String interpreter = interpreter(body);
    String name = interpreter.substring(interpreter.lastIndexOf('/') + 1);
    List<KickstartLine> own =
        body.lines().stream().filter(line -> line.origin() instanceof UserFile).toList();
    boolean inInstaller = !body.name().equals("post") || body.words().contains("--nochroot");
    if (own.isEmpty()) {
      return;
    }
    if (!interpreter.startsWith("/")
        || (inInstaller && !IN_INSTALLER.matcher(interpreter).matches())) {
      findings.add(
          KickstartCheck.SCRIPT_INTERPRETER.at(
              body.header().origin().shown(),
              interpreter + " is not in the installer",
              "use /usr/bin/bash or /usr/bin/python3"));
    }
    if (SHELLS.contains(name)) {
      syntax(own);
      own.stream().filter(line -> !line.text().strip().startsWith("#")).forEach(this::line);
    }
  }

  private static String interpreter(Body body) {
    Matcher matcher = INTERPRETER.matcher(String.join(" ", body.words()));
    return matcher.find() ? matcher.group(1) : "/bin/sh";
  }

  /** Each file's lines on their own, so that a mistake keeps its line. */
  private void syntax(List<KickstartLine> own) {
    Map<String, List<KickstartLine>> files =
        own.stream()
            .collect(
                Collectors.groupingBy(
                    line -> ((UserFile) line.origin()).file(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    for (List<KickstartLine> lines : files.values()) {
      String script = lines.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
      for (BashSyntax.Mistake mistake : BashSyntax.mistakes(script)) {
        int index = Math.max(0, Math.min(mistake.line(), lines.size()) - 1);
        findings.add(
            KickstartCheck.SCRIPT_SYNTAX.at(
                lines.get(index).origin().shown(), mistake.text(), "correct the script"));
      }
    }
  }

  private void line(KickstartLine line) {
    String text = line.text();
    String place = line.origin().shown();
    first(RESTARTS, text)
        .map(
            word ->
                KickstartCheck.SCRIPT_RESTARTS.at(
                    place,
                    word + " ends the installation before slot B and the boot menu are made",
                    "remove it; the installer restarts at its end"))
        .ifPresent(findings::add);
    first(BOOT_LOADER, text)
        .map(
            word ->
                KickstartCheck.SCRIPT_BOOT_LOADER.at(
                    place,
                    "what " + word + " sets up is replaced by the menu of the two slots",
                    "remove it; kernel options go to `setting set kernel-options OPTIONS`"))
        .ifPresent(findings::add);
    first(INSTALLS, text)
        .map(
            word ->
                KickstartCheck.SCRIPT_INSTALLS.at(
                    place,
                    "what " + word + " installs here is in no lock",
                    "type `package add NAME` instead"))
        .ifPresent(findings::add);
    if (SETS_PASSWORD.matcher(text).find()) {
      findings.add(SafetyChecks.plainPassword(place));
    }
    fstab(text, place);
  }

  private static Optional<String> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    return IntStream.rangeClosed(1, matcher.groupCount())
        .mapToObj(matcher::group)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private void fstab(String text, String place) {
    Matcher matcher = FSTAB.matcher(text);
    if (!matcher.matches()) {
      return;
    }
    if (matcher.group(2).equals("/")) {
      findings.add(
          KickstartCheck.FSTAB_ROOT.at(
              place,
              "the root is memory, and a line for it in fstab brings the disk's root back",
              "remove the line"));
      return;
    }
    Stream<Finding> options =
        LayoutChecks.ofOptions(place, matcher.group(2), List.of(matcher.group(4).split(",")));
    options.forEach(findings::add);
  }
}
