package org.tmpfsroot.workbench.repository;

import java.nio.file.Path;
import java.util.List;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.io.Progress;

/**
 * Brings repositories' metadata here and reads it. Each {@code repomd.xml} is fetched anew every
 * time; what it lists is fetched only when it is not there yet. Offline, the last {@code
 * repomd.xml} that could be read whole counts.
 */
public final class RepositoryReader {
  private final Downloader downloader;
  private final Path cache;

  /**
   * @param downloader keeps the files that {@code repomd.xml} lists
   * @param cache folder that remembers each repository's last {@code repomd.xml}
   */
  public RepositoryReader(Downloader downloader, Path cache) {
    this.downloader = downloader;
    this.cache = cache;
  }

  /**
   * Reads the repositories, all at once.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) naming the repository and the file that
   *     cannot be had or read
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public LoadedRepositories load(List<RepositorySource> sources, Progress progress) {
    if (sources.isEmpty()) {
      return new LoadedRepositories(PackageIndex.builder().build(), Comps.EMPTY, List.of());
    }
    progress.note(cache + (downloader.isOffline() ? " is read offline" : " is read"));
    throw new UnsupportedOperationException("reading repositories is being written");
  }
}
