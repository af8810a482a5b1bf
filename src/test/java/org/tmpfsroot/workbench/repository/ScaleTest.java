package org.tmpfsroot.workbench.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
import org.tmpfsroot.workbench.lock.Resolver;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;

/**
 * A repository as large as Fedora's. Times are this thread's on a processor, so that other work on
 * the machine does not count; limits are several times what is measured.
 */
class ScaleTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void makesTheRepositoryAndItsIndex() throws IOException {
    ByteArrayOutputStream primary = new ByteArrayOutputStream();
    new GeneratedFedora(20_000, 1).writePrimary(primary);
    byte[] xml = primary.toByteArray();
    new TinyRepository()
        .with("primary", "primary.xml", xml, Digest.sha256Of(xml).hex())
        .writeTo(folder.resolve("mirror"));
    assertEquals(80_000, load().index().packageCount());
  }

  private static LoadedRepositories load() {
    Downloader downloader =
        new Downloader(new ContentStore(folder.resolve("store")), false, RetryPolicy.standard());
    return new RepositoryReader(downloader, folder.resolve("cache"))
        .load(
            List.of(RepositorySource.of("fedora", Baseurl.of(folder.resolve("mirror").toUri()))),
            Progress.SILENT);
  }

  @Test
  void loadsSolvesAndCompletesFromTheIndex() {
    long before = heapInUse();
    LoadedRepositories loaded = timed("loading", 2_000, ScaleTest::load);
    PackageIndex index = loaded.index();
    assertEquals(80_000, index.packageCount());

    String prefix = GeneratedFedora.program(1).substring(0, 4);
    List<String> names =
        timed("completing", 200, () -> index.namesStartingWith(prefix, Integer.MAX_VALUE));
    assertEquals(index.names().stream().filter(name -> name.startsWith(prefix)).toList(), names);
    assertTrue(names.contains(GeneratedFedora.program(1)), names::toString);

    List<Wanted> wanted =
        IntStream.range(0, 30)
            .mapToObj(i -> Wanted.byUser(PackageSpec.parse(GeneratedFedora.program(i * 600))))
            .toList();
    LockRequest request = new LockRequest(wanted, List.of(), "x86_64", LockPolicy.STANDARD);
    Lock lock =
        timed("solving", 5_000, () -> new Resolver(loaded, "x86_64").resolve(request).orThrow());
    assertTrue(lock.packages().size() > 60, () -> lock.packages().size() + " packages");
    long used = heapInUse() - before;
    assertTrue(used < 300L << 20, () -> (used >> 20) + " MiB in use");
    assertEquals(80_000, index.packageCount());
  }

  private static <T> T timed(String what, long mostMillis, Supplier<T> work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    T result = work.get();
    long millis = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
    assertTrue(millis < mostMillis, () -> what + " took " + millis + " ms");
    return result;
  }

  private static long heapInUse() {
    System.gc();
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
