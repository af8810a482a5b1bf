package org.tmpfsroot.workbench.lock;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.openpgp.KeyRing;
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
  private final Optional<RepositoryReader> offline;
  private volatile @Nullable Kept kept;
  private @Nullable Recalled recalled;

  private record Kept(
      List<RepositorySource> sources,
      LoadedRepositories repositories,
      String arch,
      Resolver resolver) {}

  private record Recalled(
      List<RepositorySource> sources, CompletableFuture<LoadedRepositories> repositories) {}

  /** Resolvers that know only what they have read themselves. */
  public Resolvers(RepositoryReader reader) {
    this(reader, Optional.empty());
  }

  /**
   * Resolvers that recall what earlier runs of the program have read.
   *
   * @param offline reads what {@code reader} has kept, and never touches the network
   */
  public Resolvers(RepositoryReader reader, RepositoryReader offline) {
    this(reader, Optional.of(offline));
  }

  private Resolvers(RepositoryReader reader, Optional<RepositoryReader> offline) {
    this.reader = reader;
    this.offline = offline;
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
      last = new Kept(List.copyOf(sources), now, arch, new Resolver(now, arch));
    } else {
      last = new Kept(List.copyOf(sources), last.repositories(), arch, last.resolver());
    }
    kept = last;
    return last.resolver();
  }

  /**
   * The lock that a short list means: each line's package in the repositories, else in the archive,
   * else in the build system, as {@link Refuges} looks there.
   *
   * @param request what the lines were once resolved from, as far as it is known
   * @param keys one of which must have signed what is found outside of the repositories
   * @throws org.tmpfsroot.workbench.fault.Fault (session) naming each line that means no package,
   *     or one that means several; (world) when something cannot be had or not be trusted
   */
  public Lock match(
      Path list, LockRequest request, PackagePlaces places, List<byte[]> keys, Progress progress) {
    List<LockList.Line> lines = LockList.read(list);
    Resolver own = of(places.repositories(), request.arch(), progress);
    List<LockList.Line> missing = own.unmatched(lines);
    return missing.isEmpty()
        ? own.match(lines, list.toString(), request)
        : new Refuges(reader.downloader(), places, KeyRing.of(keys), request.arch(), progress)
            .match(lines, missing, list.toString(), request, own.index());
  }

  /** What was read last, without looking whether it has changed; empty when nothing was read. */
  public Optional<LoadedRepositories> lastRead() {
    return Optional.ofNullable(kept).map(Kept::repositories);
  }

  /**
   * What was read last of these repositories, else what an earlier run has kept of them, else what
   * was read last of any. What was kept is read on another thread: nobody waits longer than told,
   * and who asks again gets it.
   *
   * @param patience how long to wait for it at most, in milliseconds
   */
  public Optional<LoadedRepositories> recall(List<RepositorySource> sources, long patience) {
    Kept last = kept;
    Optional<LoadedRepositories> read = lastRead();
    if (offline.isEmpty() || (last != null && last.sources().equals(sources))) {
      return read;
    }
    try {
      return Optional.of(recalled(sources, offline.get()).get(patience, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return read;
    } catch (ExecutionException | TimeoutException e) {
      // never read, or not yet ready
      return read;
    }
  }

  private synchronized CompletableFuture<LoadedRepositories> recalled(
      List<RepositorySource> sources, RepositoryReader from) {
    Recalled last = recalled;
    if (last == null || !last.sources().equals(sources)) {
      last =
          new Recalled(
              sources,
              CompletableFuture.supplyAsync(
                  () -> from.load(sources, Progress.SILENT), Resolvers::beside));
      recalled = last;
    }
    return last.repositories();
  }

  private static void beside(Runnable work) {
    Thread thread = new Thread(work, "recall");
    thread.setDaemon(true);
    thread.start();
  }
}
