package org.tmpfsroot.workbench.session;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.disk.DiskCheck;
import org.tmpfsroot.workbench.fault.Check;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.kickstart.KickstartCheck;
import org.tmpfsroot.workbench.overlay.OverlayCheck;

/** All checks of a session that need nothing but the session and the files it names. */
public final class SessionChecks {
  /** What an image may well be meant to be. */
  private static final Set<String> USUAL =
      Stream.of(
              SessionCheck.NO_LOGIN,
              SessionCheck.NO_REMOTE_ACCESS,
              SessionCheck.REPOSITORY_KEYLESS,
              SessionCheck.REPOSITORY_UNSIGNED)
          .map(Check::id)
          .collect(Collectors.toUnmodifiableSet());

  private static final List<Looking> KICKSTART =
      List.of(session -> KickstartFindings.of(session).stream());

  private SessionChecks() {}

  /** What a check of one thing finds. */
  interface Looking {
    Stream<Finding> of(ImageSession session);
  }

  /** Every check there is, sorted by id. */
  public static List<Check> known() {
    return Stream.of(
            SessionCheck.values(),
            DiskCheck.values(),
            OverlayCheck.values(),
            KickstartCheck.values())
        .flatMap(Stream::of)
        .map(check -> (Check) check)
        .sorted(Comparator.comparing(Check::id))
        .toList();
  }

  /** Every finding, in the order of the checks. */
  public static List<Finding> of(ImageSession session) {
    return Stream.of(
            DiskChecks.ALL.stream(),
            FileChecks.ALL.stream(),
            AccessChecks.ALL.stream(),
            SourceChecks.ALL.stream(),
            LockChecks.ALL.stream(),
            SystemChecks.ALL.stream(),
            KICKSTART.stream())
        .flatMap(checks -> checks)
        .flatMap(check -> check.of(session))
        .toList();
  }

  /** The findings about files that the session names. */
  public static List<Finding> ofFiles(ImageSession session) {
    return FileChecks.ALL.stream().flatMap(check -> check.of(session)).toList();
  }

  /**
   * Whether nothing is built as long as it is so: an error, or a warning that the session does not
   * allow by its name.
   */
  public static boolean stops(ImageSession session, Finding finding) {
    return finding.isError() || !allows(session, finding.id());
  }

  /** Whether a warning of that id does not stop a build. */
  public static boolean allows(ImageSession session, String id) {
    List<String> allowed = session.settings().value(SettingKeys.CHECKS_ALLOW);
    return allowed.contains(id) || (allowed.contains(SystemForms.USUAL) && USUAL.contains(id));
  }

  /**
   * Refuses a session in which something is found, before work that would only fail on it.
   *
   * @throws Fault (session) with the first finding, errors before warnings
   */
  public static void requireBuildable(ImageSession session) {
    refuse(session, of(session));
  }

  /**
   * Like {@link #requireBuildable}, but content without a lock: what will be done can be told
   * before the packages are resolved.
   *
   * @throws Fault (session) with the first finding, errors before warnings
   */
  public static void requireBuildableButForLock(ImageSession session) {
    refuse(
        session,
        of(session).stream()
            .filter(finding -> session.lock().isPresent() || !finding.place().equals("lock"))
            .toList());
  }

  private static void refuse(ImageSession session, List<Finding> findings) {
    List<Finding> stopping =
        findings.stream()
            .filter(finding -> stops(session, finding))
            .sorted(Comparator.comparing(Finding::severity))
            .toList();
    if (!stopping.isEmpty()) {
      Finding first = stopping.get(0);
      String more = stopping.size() == 1 ? "" : " (and " + (stopping.size() - 1) + " more)";
      throw Fault.session(
          "the session " + session.name() + " cannot be built as it stands",
          first.place() + ": " + first.text() + more,
          first.next()
              + (first.isError() ? "" : ", or allow it: `" + allowing(session, stopping) + "`")
              + (stopping.size() == 1 ? "" : "; `session check` shows all"));
    }
  }

  /** The command that lets the warnings pass from now on. */
  private static String allowing(ImageSession session, List<Finding> warnings) {
    Set<String> ids = new LinkedHashSet<>(session.settings().value(SettingKeys.CHECKS_ALLOW));
    ids.remove(SystemForms.NONE);
    warnings.stream().filter(finding -> !finding.isError()).map(Finding::id).forEach(ids::add);
    return "setting set " + SettingKeys.CHECKS_ALLOW.name() + " " + String.join(",", ids);
  }
}
