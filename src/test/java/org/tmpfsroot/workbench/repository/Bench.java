package org.tmpfsroot.workbench.repository;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.lock.LockPolicy;
import org.tmpfsroot.workbench.lock.LockRequest;
import org.tmpfsroot.workbench.lock.LockRequest.Wanted;
import org.tmpfsroot.workbench.lock.PackageSpec;
import org.tmpfsroot.workbench.lock.Resolver;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;

/**
 * What {@code scripts/bench} measures: loads repositories and solves {@code podman httpd}. Words:
 * {@code [--session] CACHE REPOSITORY…}; with {@code --session} it prints the median of the later
 * rounds in one process, in milliseconds of processor time.
 */
final class Bench {
  private static final int ROUNDS = 15;
  private static final OperatingSystemMXBean MACHINE =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Bench() {}

  public static void main(String[] words) {
    boolean session = words[0].equals("--session");
    List<String> rest = Arrays.asList(words).subList(session ? 1 : 0, words.length);
    Path cache = Path.of(rest.get(0));
    List<RepositorySource> sources = new ArrayList<>();
    for (String folder : rest.subList(1, rest.size())) {
      sources.add(RepositorySource.of("r" + sources.size(), Baseurl.of(Path.of(folder).toUri())));
    }
    RepositoryReader reader =
        new RepositoryReader(
            new Downloader(new ContentStore(cache.resolve("store")), false, RetryPolicy.standard()),
            cache.resolve("cache"));
    long[] millis = new long[session ? ROUNDS : 1];
    for (int round = 0; round < millis.length; round++) {
      long start = MACHINE.getProcessCpuTime();
      solve(reader.load(sources, Progress.SILENT));
      millis[round] = (MACHINE.getProcessCpuTime() - start) / 1_000_000;
    }
    if (session) {
      Arrays.sort(millis);
      System.out.println(millis[ROUNDS / 2]);
    }
  }

  private static void solve(LoadedRepositories repositories) {
    List<Wanted> wanted =
        Stream.of("podman", "httpd").map(PackageSpec::parse).map(Wanted::byUser).toList();
    new Resolver(repositories, "x86_64")
        .resolve(new LockRequest(wanted, List.of(), "x86_64", LockPolicy.STANDARD))
        .orThrow();
  }
}
