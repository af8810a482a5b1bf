package org.tmpfsroot.workbench.session;

import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.lock.Resolution;
import org.tmpfsroot.workbench.lock.Resolver;
import org.tmpfsroot.workbench.repository.LoadedRepositories;
import org.tmpfsroot.workbench.repository.RepositoryReader;

/**
 * Resolves what a session asks for against the repositories it names. Keeps the last repositories,
 * so that the next question about them costs less. Calls from several threads come one after the
 * other.
 */
public final class SessionResolver {
  private final RepositoryReader reader;
  private @Nullable Known known;

  private record Known(LoadedRepositories repositories, String arch, Resolver resolver) {}

  public SessionResolver(RepositoryReader reader) {
    this.reader = reader;
  }

  /**
   * The session's repositories as they are now.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when one cannot be had or read
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public LoadedRepositories repositories(ImageSession session, Progress progress) {
    return reader.load(PackageSources.of(session), progress);
  }

  /**
   * Chooses packages for what the session asks for now, whatever its lock says.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when a repository cannot be had or read
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public synchronized Resolution resolve(ImageSession session, Progress progress) {
    LoadedRepositories repositories = repositories(session, progress);
    String arch = session.release().arch();
    Known last = known;
    if (last == null || last.repositories() != repositories || !last.arch().equals(arch)) {
      last = new Known(repositories, arch, new Resolver(repositories, arch));
      known = last;
    }
    return last.resolver().resolve(PackageRequest.of(session));
  }
}
