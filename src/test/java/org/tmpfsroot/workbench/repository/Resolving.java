package org.tmpfsroot.workbench.repository;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockPolicy;
import org.tmpfsroot.workbench.lock.LockRequest;
import org.tmpfsroot.workbench.lock.LockRequest.Wanted;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.lock.PackagesList;
import org.tmpfsroot.workbench.lock.Resolver;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;

/**
 * A Java that resolves and ends, for {@code scripts/bench}: {@code solve CACHE REPOSITORY…} loads
 * repositories and solves {@code podman httpd}, {@code closure CACHE LIST REPOSITORY} closes a list
 * of packages.
 */
final class Resolving {
  private Resolving() {}

  public static void main(String[] words) throws IOException {
    RepositoryReader reader = reader(Path.of(words[1]));
    List<String> rest = Arrays.asList(words).subList(2, words.length);
    switch (words[0]) {
      case "solve" -> solve(load(reader, rest), Stream.of("podman", "httpd"), LockPolicy.STANDARD);
      case "closure" -> closure(load(reader, rest.subList(1, 2)), Path.of(rest.get(0)));
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  static RepositoryReader reader(Path cache) {
    return new RepositoryReader(
        new Downloader(new ContentStore(cache.resolve("store")), false, RetryPolicy.standard()),
        cache.resolve("cache"));
  }

  static LoadedRepositories load(RepositoryReader reader, List<String> folders) {
    List<RepositorySource> sources = new ArrayList<>();
    for (String folder : folders) {
      sources.add(RepositorySource.of("r" + sources.size(), Baseurl.of(Path.of(folder).toUri())));
    }
    return reader.load(sources, Progress.SILENT);
  }

  static Lock solve(LoadedRepositories repositories, Stream<String> names, LockPolicy policy) {
    List<Wanted> wanted = names.map(PackageSpec::parse).map(Wanted::byUser).toList();
    return new Resolver(repositories, "x86_64")
        .resolve(new LockRequest(wanted, List.of(), "x86_64", policy))
        .orThrow();
  }

  static Lock closure(LoadedRepositories repositories, Path list) throws IOException {
    return solve(
        repositories,
        PackagesList.read(list).wanted().stream().map(PackageSpec::toString),
        LockPolicy.STANDARD.withClosure(true));
  }
}
