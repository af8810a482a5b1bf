package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Finding;

/** Whether the packages are decided, and decided for what is asked for now. */
final class LockChecks {
  static final List<SessionChecks.Looking> ALL = List.of(LockChecks::missing, LockChecks::stale);

  private LockChecks() {}

  private static Stream<Finding> missing(ImageSession session) {
    return session.lock().isPresent()
        ? Stream.empty()
        : Stream.of(
            SessionCheck.NO_LOCK.at(
                "lock", "the packages are not resolved", "type `lock resolve`"));
  }

  private static Stream<Finding> stale(ImageSession session) {
    return session.lock().stream()
        .filter(lock -> !PackageRequest.fits(session, lock))
        .map(
            lock ->
                SessionCheck.LOCK_STALE.at(
                    "lock",
                    PackageRequest.isOfTheRelease(session, lock)
                        ? "it was resolved from other requests than the session's"
                        : "it is of another release than Fedora " + session.release().number(),
                    "type `lock resolve`"));
  }
}
