package org.tmpfsroot.workbench.session;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.release.BaseImage;
import org.tmpfsroot.workbench.release.PublicServers;
import org.tmpfsroot.workbench.release.Releases;

/**
 * Where the installer image is that the session starts from.
 *
 * @param fileName what the CHECKSUM file calls it
 * @param images addresses to try, the first first
 * @param checksums addresses of its CHECKSUM file, likewise
 */
public record InstallerBase(String fileName, List<URI> images, List<URI> checksums) {
  public InstallerBase {
    images = List.copyOf(images);
    checksums = List.copyOf(checksums);
  }

  /**
   * The image the session names, else the release's on the session's mirror, else on Fedora's
   * servers and then in the archive. An image that was named without its CHECKSUM file has none
   * beside it either: its name need not be the release's.
   */
  public static InstallerBase of(ImageSession session) {
    ReleaseChoice choice = session.release();
    BaseImage own = Releases.of(choice.number()).baseImage(choice.arch());
    if (choice.image().isPresent()) {
      URI image = choice.image().get().uri();
      String path = image.getPath();
      return new InstallerBase(
          path.substring(path.lastIndexOf('/') + 1),
          List.of(image),
          choice.checksum().map(Location::uri).stream().toList());
    }
    List<URI> checksums =
        choice
            .checksum()
            .map(location -> List.of(location.uri()))
            .orElseGet(() -> below(session, own.checksumPath()));
    return new InstallerBase(own.file(), below(session, own.path()), checksums);
  }

  private static List<URI> below(ImageSession session, String path) {
    return roots(session.mirror()).map(root -> PackageSources.below(root, path)).toList();
  }

  private static Stream<Location> roots(MirrorChoice mirror) {
    if (mirror.use().isPresent()) {
      return Stream.concat(mirror.use().stream(), mirror.archive().stream());
    }
    List<Location> known =
        PublicServers.mirrors().stream().map(root -> new Location(URI.create(root))).toList();
    return mirror.archive().isPresent()
        ? Stream.concat(known.stream().limit(1), mirror.archive().stream())
        : known.stream();
  }
}
