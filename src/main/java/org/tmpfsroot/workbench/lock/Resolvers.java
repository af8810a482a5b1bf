package org.tmpfsroot.workbench.lock;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.repository.RepositorySource;

/**
 * The resolver for some repositories. The last one is kept with all it has found out, and given
 * again as long as the repositories are unchanged. Safe for several threads; what it gives is for
 * one at a time.
 */
public final class Resolvers {
  private final RepositoryReader reader;
  private volatile @Nullable Kept kept;

  private record Kept(LoadedRepositories repositories, String arch, Resolver resolver) {}

  public Resolvers(RepositoryReader reader) {
    this.reader = reader;
  }

  /**
   * Looks whether the repositories have changed, and reads those that have.
   *
   * @param arch of the image: {@code x86_64} or {@code aarch64}
   * @throws org.tmpfsroot.workbench.fault.Fault (world) naming the repository and the file that
   *     cannot be had or read
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public synchronized Resolver of(List<RepositorySource> sources, String arch, Progress progress) {
    LoadedRepositories now = reader.load(sources, progress);
    Kept last = kept;
    if (last == null || last.repositories().index() != now.index() || !last.arch().equals(arch)) {
      last = new Kept(now, arch, new Resolver(now, arch));
      kept = last;
    }
    return last.resolver();
  }

  /** What was read last, without looking whether it has changed; empty when nothing was read. */
  public Optional<LoadedRepositories> lastRead() {
    return Optional.ofNullable(kept).map(Kept::repositories);
  }
}
