package org.tmpfsroot.workbench.session;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.lock.PackagePlaces;
import org.tmpfsroot.workbench.release.PublicServers;
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

  /**
   * Where the session's packages are looked for, and what left its repositories. Only the release's
   * own packages are in an archive or a build system: those that the session names, else Fedora's
   * unless the session has a mirror of its own.
   */
  public static PackagePlaces places(ImageSession session) {
    MirrorChoice mirror = session.mirror();
    return new PackagePlaces(
        of(session),
        root(mirror, mirror.archive(), PublicServers.archive()).stream()
            .flatMap(root -> own(session, own -> below(root, own.path())))
            .toList(),
        root(mirror, mirror.koji(), PublicServers.koji()).stream()
            .flatMap(root -> own(session, own -> root.uri()))
            .toList());
  }

  private static Optional<Location> root(
      MirrorChoice mirror, Optional<Location> chosen, String fedoras) {
    return chosen.isPresent() || mirror.use().isPresent()
        ? chosen
        : Optional.of(new Location(URI.create(fedoras)));
  }

  private static Stream<RepositorySource> own(
      ImageSession session, Function<ReleaseRepository, URI> folder) {
    return own(session).stream()
        .map(own -> RepositorySource.of(own.id(), Baseurl.of(folder.apply(own))));
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
