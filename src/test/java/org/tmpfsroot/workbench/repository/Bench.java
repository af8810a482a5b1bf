package org.tmpfsroot.workbench.repository;

import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.io.Digest;
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
 * What {@code scripts/bench} measures, by its first word:
 *
 * <ul>
 *   <li>{@code solve CACHE REPOSITORY…}: loads repositories and solves {@code podman httpd}
 *   <li>{@code session CACHE REPOSITORY…}: the same many times, and prints the seconds of the
 *       middle one, as passed and on processors
 *   <li>{@code closure CACHE LIST REPOSITORY}: the closure of a list of packages
 *   <li>{@code generate FOLDER}: makes a repository of 80,000 packages
 *   <li>{@code scale CACHE REPOSITORY}: prints the seconds that loading that one, its first request
 *       for 30 names and the first completion take, and the MiB in use afterwards
 * </ul>
 */
final class Bench {
  private static final int ROUNDS = 15;
  private static final int SOURCES = 20_000;
  private static final OperatingSystemMXBean MACHINE =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private Bench() {}

  public static void main(String[] words) throws IOException {
    Path place = Path.of(words[1]);
    List<String> rest = Arrays.asList(words).subList(2, words.length);
    switch (words[0]) {
      case "solve" -> podman(load(reader(place), rest));
      case "session" -> session(reader(place), rest);
      case "closure" -> closure(reader(place), Path.of(rest.get(0)), rest.subList(1, 2));
      case "generate" -> generate(place);
      case "scale" -> scale(reader(place), rest);
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private static RepositoryReader reader(Path cache) {
    return new RepositoryReader(
        new Downloader(new ContentStore(cache.resolve("store")), false, RetryPolicy.standard()),
        cache.resolve("cache"));
  }

  private static LoadedRepositories load(RepositoryReader reader, List<String> folders) {
    List<RepositorySource> sources = new ArrayList<>();
    for (String folder : folders) {
      sources.add(RepositorySource.of("r" + sources.size(), Baseurl.of(Path.of(folder).toUri())));
    }
    return reader.load(sources, Progress.SILENT);
  }

  private static Lock podman(LoadedRepositories repositories) {
    return solve(repositories, Stream.of("podman", "httpd"), LockPolicy.STANDARD);
  }

  private static Lock solve(
      LoadedRepositories repositories, Stream<String> names, LockPolicy policy) {
    List<Wanted> wanted = names.map(PackageSpec::parse).map(Wanted::byUser).toList();
    return new Resolver(repositories, "x86_64")
        .resolve(new LockRequest(wanted, List.of(), "x86_64", policy))
        .orThrow();
  }

  private static void session(RepositoryReader reader, List<String> folders) {
    double[] passed = new double[ROUNDS];
    double[] worked = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      long work = MACHINE.getProcessCpuTime();
      podman(load(reader, folders));
      worked[round] = (MACHINE.getProcessCpuTime() - work) / 1e9;
      passed[round] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(passed);
    Arrays.sort(worked);
    System.out.printf(Locale.ROOT, "%.3f %.3f%n", passed[ROUNDS / 2], worked[ROUNDS / 2]);
  }

  private static void closure(RepositoryReader reader, Path list, List<String> folders) {
    solve(
        load(reader, folders),
        PackagesList.read(list).wanted().stream().map(PackageSpec::toString),
        LockPolicy.STANDARD.withClosure(true));
  }

  private static void generate(Path folder) throws IOException {
    ByteArrayOutputStream primary = new ByteArrayOutputStream();
    new GeneratedFedora(SOURCES, 1).writePrimary(primary);
    byte[] xml = primary.toByteArray();
    new TinyRepository()
        .with("primary", "primary.xml", xml, Digest.sha256Of(xml).hex())
        .writeTo(folder);
  }

  private static void scale(RepositoryReader reader, List<String> folders) {
    long start = System.nanoTime();
    LoadedRepositories loaded = load(reader, folders);
    long solving = System.nanoTime();
    Lock lock =
        solve(
            loaded,
            IntStream.range(0, 30).mapToObj(i -> GeneratedFedora.program(i * 600)),
            LockPolicy.STANDARD);
    long completing = System.nanoTime();
    List<String> names = loaded.index().namesStartingWith("app1", 1000);
    long end = System.nanoTime();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long used = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    System.out.printf(
        Locale.ROOT,
        "%.3f %.3f %.4f %d%n",
        (solving - start) / 1e9,
        (completing - solving) / 1e9,
        (end - completing) / 1e9,
        used);
    if (lock.packages().isEmpty() || names.isEmpty() || loaded.index().packageCount() == 0) {
      throw new IllegalStateException("nothing was done");
    }
  }
}
