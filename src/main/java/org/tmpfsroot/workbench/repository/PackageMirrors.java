package org.tmpfsroot.workbench.repository;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.io.Progress;

/**
 * Where single packages of repositories may be fetched from, without reading any metadata: the
 * mirrors of a repository are learnt when its first package is asked for. Not for several threads.
 */
public final class PackageMirrors {
  private final RepomdFetcher fetcher;
  private final Map<RepositorySource, List<URI>> folders = new HashMap<>();

  public PackageMirrors(Downloader downloader, Progress progress) {
    this.fetcher = new RepomdFetcher(downloader, progress);
  }

  /**
   * Every address of a package, best first.
   *
   * @param location as {@link PackageIndex#location} gives it: a path below the mirrors, or an
   *     address of its own
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when the list of mirrors cannot be had
   */
  public List<URI> addresses(RepositorySource source, String location) {
    if (location.contains("://")) {
      return List.of(URI.create(location));
    }
    return folders.computeIfAbsent(source, each -> fetcher.mirrors(each).folders()).stream()
        .map(folder -> MirrorAddress.below(folder, location))
        .toList();
  }
}
