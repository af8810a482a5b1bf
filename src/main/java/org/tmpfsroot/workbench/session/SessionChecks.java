package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;

/** All checks of a session that need nothing but the session and the files it names. */
public final class SessionChecks {
  private SessionChecks() {}

  /** What a check of one thing finds. */
  interface Check {
    Stream<Finding> of(ImageSession session);
  }

  /** Every finding, in the order of the checks. */
  public static List<Finding> of(ImageSession session) {
    return Stream.of(
            DiskChecks.ALL.stream(),
            FileChecks.ALL.stream(),
            AccessChecks.ALL.stream(),
            SourceChecks.ALL.stream(),
            LockChecks.ALL.stream())
        .flatMap(checks -> checks)
        .flatMap(check -> check.of(session))
        .toList();
  }

  /** The findings about files that the session names. */
  public static List<Finding> ofFiles(ImageSession session) {
    return FileChecks.ALL.stream().flatMap(check -> check.of(session)).toList();
  }

  /**
   * Refuses a session with an error in it, before work that would only fail on it.
   *
   * @throws Fault (session) with the first error
   */
  public static void requireNoError(ImageSession session) {
    refuse(session, of(session).stream().filter(Finding::isError).toList());
  }

  /**
   * Like {@link #requireNoError}, but content without a lock: what will be done can be told before
   * the packages are resolved.
   *
   * @throws Fault (session) with the first error
   */
  public static void requireNoErrorButMissingLock(ImageSession session) {
    refuse(
        session,
        of(session).stream()
            .filter(Finding::isError)
            .filter(finding -> session.lock().isPresent() || !finding.place().equals("lock"))
            .toList());
  }

  private static void refuse(ImageSession session, List<Finding> errors) {
    if (!errors.isEmpty()) {
      Finding first = errors.get(0);
      String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
      throw Fault.session(
          "the session " + session.name() + " cannot be built as it stands",
          first.place() + ": " + first.text() + more,
          first.next() + (errors.size() == 1 ? "" : "; `session check` shows all"));
    }
  }
}
