package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.repository.RepositorySource;

/** Whether packages can be had, and be trusted. */
final class SourceChecks {
  static final List<SessionChecks.Looking> ALL =
      List.of(SourceChecks::none, SourceChecks::unsigned, SourceChecks::keyless);

  private SourceChecks() {}

  private static Stream<Finding> none(ImageSession session) {
    return PackageSources.of(session).isEmpty()
        ? Stream.of(
            SessionCheck.NO_REPOSITORY.at(
                "repository", "every repository was removed", "type `repository add fedora`"))
        : Stream.empty();
  }

  private static Stream<Finding> unsigned(ImageSession session) {
    return session.repositories().added().stream()
        .filter(source -> !source.signed())
        .map(
            source ->
                SessionCheck.REPOSITORY_UNSIGNED.at(
                    "repository " + source.id(),
                    "nobody vouches for its packages",
                    "add it again with --gpgkey and without --unsigned"));
  }

  private static Stream<Finding> keyless(ImageSession session) {
    return session.repositories().added().stream()
        .filter(source -> source.signed() && source.gpgKeys().isEmpty())
        .filter(source -> !isRelease(session, source))
        .map(
            source ->
                SessionCheck.REPOSITORY_KEYLESS.at(
                    "repository " + source.id(),
                    "only packages signed with the release's or the mirror's keys will pass",
                    "add it again with --gpgkey FILE"));
  }

  private static boolean isRelease(ImageSession session, RepositorySource source) {
    return PackageSources.ownIds(session).contains(source.id());
  }
}
