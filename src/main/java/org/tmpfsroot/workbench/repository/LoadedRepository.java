package org.tmpfsroot.workbench.repository;

import java.net.URI;
import java.util.List;
import org.tmpfsroot.workbench.io.Digest;

/**
 * One repository as it was when its metadata was read.
 *
 * @param revision what its {@code repomd.xml} calls its revision; empty when it says nothing
 * @param repomd digest of the {@code repomd.xml}, which pins everything below it
 * @param mirrors folders that a package's location is below, best first
 */
public record LoadedRepository(
    RepositorySource source, String revision, Digest repomd, List<URI> mirrors) {
  public LoadedRepository {
    mirrors = List.copyOf(mirrors);
  }

  public String id() {
    return source.id();
  }

  /**
   * Everywhere the package may be fetched from, best first.
   *
   * @param packageLocation as {@link PackageIndex#location} gives it: a path below the mirrors, or
   *     an address of its own
   */
  public List<URI> addresses(String packageLocation) {
    if (packageLocation.contains("://")) {
      return List.of(URI.create(packageLocation));
    }
    return mirrors.stream().map(mirror -> MirrorAddress.below(mirror, packageLocation)).toList();
  }
}
