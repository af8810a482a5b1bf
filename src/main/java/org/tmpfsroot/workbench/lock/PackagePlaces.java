package org.tmpfsroot.workbench.lock;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.repository.PackageMirrors;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.rpm.Nevra;

/**
 * Where locked packages are looked for. A repository may be in none, one or both of the latter two,
 * under the id it has in the first.
 *
 * @param repositories the session's
 * @param archived the same as they are in an archive
 * @param koji for each, the root of the packages of the build system that made its packages
 */
public record PackagePlaces(
    List<RepositorySource> repositories,
    List<RepositorySource> archived,
    List<RepositorySource> koji) {
  public PackagePlaces {
    repositories = List.copyOf(repositories);
    archived = List.copyOf(archived);
    koji = List.copyOf(koji);
  }

  List<URI> inRepositories(LockedPackage locked, PackageMirrors mirrors) {
    return below(repositories, locked, locked.location(), mirrors);
  }

  List<URI> inArchive(LockedPackage locked, PackageMirrors mirrors) {
    return below(archived, locked, locked.location(), mirrors);
  }

  /**
   * {@code NAME/VERSION/RELEASE/ARCH/FILE}, the first three of the source package: the file as it
   * was built. The same file signed with a key is a copy, in {@code data/signed/KEY/ARCH/}.
   *
   * @param signers short ids of keys, asked for first
   */
  List<URI> inKoji(LockedPackage locked, List<String> signers, PackageMirrors mirrors) {
    Optional<Nevra> source = Nevra.parse(locked.sourceRpm());
    if (source.isEmpty()) {
      return List.of();
    }
    String folder =
        String.join(
            "/",
            source.get().name(),
            source.get().evr().version(),
            source.get().evr().release(),
            "");
    String file = locked.nevra().arch() + "/" + locked.nevra().fileName();
    return Stream.concat(
            signers.stream().map(signer -> folder + "data/signed/" + signer + "/" + file),
            Stream.of(folder + file))
        .flatMap(path -> below(koji, locked, path, mirrors).stream())
        .toList();
  }

  private static List<URI> below(
      List<RepositorySource> sources, LockedPackage locked, String path, PackageMirrors mirrors) {
    Stream<RepositorySource> own =
        sources.stream().filter(source -> source.id().equals(locked.repository()));
    return own.flatMap(source -> mirrors.addresses(source, path).stream()).toList();
  }
}
