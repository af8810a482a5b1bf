package org.tmpfsroot.workbench.kickstart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.kickstart.KickstartLine.UserFile;
import org.tmpfsroot.workbench.kickstart.UserPart.Kind;
import org.tmpfsroot.workbench.release.Firmware;

/** All checks of a kickstart's text: the findings tell the user's own files and lines. */
public final class KickstartChecks {
  private KickstartChecks() {}

  /** What a user's line in {@code %packages} asks for. */
  public record AskedPackage(String name, String place) {}

  /**
   * Every finding in a kickstart.
   *
   * @param firmware what the installed system is started by
   */
  public static List<Finding> of(Kickstart kickstart, int release, Firmware firmware) {
    KickstartText text = KickstartText.of(kickstart.lines(), release);
    return Stream.of(
            text.findings(),
            CommandChecks.of(text, release),
            StorageChecks.of(text, release, firmware),
            SafetyChecks.of(text, kickstart.lines(), release),
            ScriptChecks.of(text))
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /**
   * What keeps a user's texts from being put into a kickstart: sections that are not ended, begun
   * or ended where that cannot be.
   */
  public static List<Finding> ofParts(List<UserPart> parts, int release) {
    List<Finding> findings = new ArrayList<>();
    for (UserPart part : parts) {
      List<KickstartLine> lines = lines(part);
      if (part.kind() == Kind.ROOT) {
        findings.addAll(structure(KickstartText.of(lines, release)));
      } else {
        lines.stream().flatMap(line -> within(part, line)).forEach(findings::add);
      }
    }
    return findings;
  }

  private static List<Finding> structure(KickstartText text) {
    return text.findings().stream()
        .filter(
            finding ->
                Stream.of(
                        KickstartCheck.END_ALONE,
                        KickstartCheck.SECTION_OPEN,
                        KickstartCheck.SECTION_NESTED)
                    .anyMatch(check -> check.id().equals(finding.id())))
        .toList();
  }

  /** Of a text whose section is begun and ended for it. */
  private static Stream<Finding> within(UserPart part, KickstartLine line) {
    return KickstartText.mark(line.text())
        .map(
            name ->
                (name.equals(KickstartText.END)
                        ? KickstartCheck.END_ALONE
                        : KickstartCheck.SECTION_NESTED)
                    .at(
                        line.origin().shown(),
                        "%"
                            + name
                            + " inside a section: that of "
                            + part.kind().typed()
                            + " is begun and ended for it",
                        "remove the line"))
        .stream();
  }

  /** What the user's own lines of {@code %packages} ask for, comments and exclusions left out. */
  public static List<AskedPackage> askedPackages(Kickstart kickstart, int release) {
    return SafetyChecks.ownPackages(KickstartText.of(kickstart.lines(), release))
        .map(
            line ->
                new AskedPackage(
                    line.text().replaceFirst("#.*", "").strip(), line.origin().shown()))
        .filter(asked -> !asked.name().isEmpty() && !asked.name().startsWith("-"))
        .toList();
  }

  private static List<KickstartLine> lines(UserPart part) {
    List<KickstartLine> lines = new ArrayList<>();
    int number = 0;
    for (String text : part.text().lines().toList()) {
      number++;
      lines.add(new KickstartLine(text, "root", new UserFile(part.fileName(), number)));
    }
    return lines;
  }
}
