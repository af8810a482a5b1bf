package org.tmpfsroot.workbench.session;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.release.Release;
import org.tmpfsroot.workbench.release.ReleaseRepository;
import org.tmpfsroot.workbench.release.Releases;
import org.tmpfsroot.workbench.repository.RepositoryLocation;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Metalink;
import org.tmpfsroot.workbench.repository.RepositorySource;

/** The repositories of a session. */
public final class PackageSources {
  private PackageSources() {}

  /**
   * The release's repositories that were not removed, from the session's mirror where it has one
   * and else from the mirrors that Fedora lists, then the added ones. Keys of the release and the
   * mirror are not repeated in each; see {@link TrustedKeys}.
   */
  public static List<RepositorySource> of(ImageSession session) {
    List<RepositorySource> sources = new ArrayList<>();
    for (ReleaseRepository own : own(session)) {
      if (!session.repositories().removed().contains(own.id())) {
        sources.add(RepositorySource.of(own.id(), location(session, own)));
      }
    }
    sources.addAll(session.repositories().added());
    return List.copyOf(sources);
  }

  /** The ids of the release's own repositories, removed or not. */
  public static List<String> ownIds(ImageSession session) {
    return own(session).stream().map(ReleaseRepository::id).toList();
  }

  /** The release's own repositories as they are in the session's archive; none without one. */
  public static List<RepositorySource> archived(ImageSession session) {
    return session.mirror().archive().stream()
        .flatMap(
            root ->
                own(session).stream()
                    .map(own -> RepositorySource.of(own.id(), Baseurl.of(below(root, own.path())))))
        .toList();
  }

  /** The root of the build system's packages, as the session names it; none where it does not. */
  public static List<RepositorySource> koji(ImageSession session) {
    return session.mirror().koji().stream()
        .map(root -> RepositorySource.of("koji", Baseurl.of(root.uri())))
        .toList();
  }

  /** An address below the root of a mirror's tree. */
  static URI below(Location root, String path) {
    String text = root.uri().toString();
    return URI.create((text.endsWith("/") ? text : text + "/") + path);
  }

  private static List<ReleaseRepository> own(ImageSession session) {
    Release release = Releases.of(session.release().number());
    return release.repositories(session.release().arch());
  }

  private static RepositoryLocation location(ImageSession session, ReleaseRepository own) {
    return session
        .mirror()
        .use()
        .<RepositoryLocation>map(root -> Baseurl.of(below(root, own.path())))
        .orElseGet(() -> new Metalink(URI.create(own.metalink())));
  }

  /** Every local file the session's repositories name as a key. */
  static Stream<Path> localKeys(ImageSession session) {
    return session.repositories().added().stream()
        .flatMap(source -> source.gpgKeys().stream())
        .flatMap(uri -> new Location(uri).path().stream());
  }
}
