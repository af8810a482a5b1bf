package org.tmpfsroot.workbench.session;

import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Finding;

/** What is missing for a build, in the order in which it is best done. */
public final class Readiness {
  private Readiness() {}

  /**
   * One thing to do.
   *
   * @param what is missing, one sentence without a full stop
   * @param command what to type
   */
  public record Missing(String what, String command) {}

  /** What there is to do when no session is open. */
  public static List<Missing> withoutSession() {
    return List.of(new Missing("no session is open", "session new NAME"));
  }

  /** Empty when a build can begin. */
  public static List<Missing> of(ImageSession session) {
    List<Missing> missing = new ArrayList<>();
    if (session.packages().requests().isEmpty()) {
      missing.add(new Missing("no package is asked for", "package add NAME"));
    }
    for (Finding finding : SessionChecks.of(session)) {
      if (SessionChecks.stops(session, finding)) {
        missing.add(new Missing(finding.place() + ": " + finding.text(), command(finding.next())));
      }
    }
    return List.copyOf(missing);
  }

  /** The first command in a sentence such as {@link Fault#next()}. */
  private static String command(String next) {
    int from = next.indexOf('`');
    int to = next.indexOf('`', from + 1);
    return from < 0 || to < 0 ? next : next.substring(from + 1, to);
  }
}
