package org.tmpfsroot.workbench.repository;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.io.Parallel;
import org.tmpfsroot.workbench.io.Progress;

/** Looks files up in the repositories' file lists, which are fetched when first needed. */
final class RepositoryFileLists implements FileOwners {
  private final List<RepositorySnapshot> snapshots;
  private final Downloader downloader;
  private final Supplier<Progress> progress;

  /**
   * @param snapshots in the order of the index's repositories
   * @param progress who is to be told when it comes to reading
   */
  RepositoryFileLists(
      List<RepositorySnapshot> snapshots, Downloader downloader, Supplier<Progress> progress) {
    this.snapshots = List.copyOf(snapshots);
    this.downloader = downloader;
    this.progress = progress;
  }

  @Override
  public Map<String, int[]> owners(PackageIndex index, Set<String> paths) {
    if (paths.isEmpty()) {
      return Map.of();
    }
    List<Map<String, List<String>>> byRepository =
        all((in, document) -> FilelistsReader.read(in, document, paths), Map.of());
    Map<String, IntColumn> owners = new HashMap<>();
    for (int pkg = 0; pkg < index.packageCount(); pkg++) {
      Map<String, List<String>> found = byRepository.get(index.repositoryNumber(pkg));
      if (!found.isEmpty()) {
        for (String path : found.getOrDefault(index.digest(pkg).hex(), List.of())) {
          owners.computeIfAbsent(path, k -> new IntColumn()).add(pkg);
        }
      }
    }
    Map<String, int[]> result = new HashMap<>();
    owners.forEach((path, column) -> result.put(path, distinct(column)));
    return result;
  }

  @Override
  public int[] owners(PackageIndex index, Predicate<String> path) {
    List<Set<String>> byRepository =
        all((in, document) -> FilelistsReader.having(in, document, path), Set.of());
    return IntStream.range(0, index.packageCount())
        .filter(
            pkg -> byRepository.get(index.repositoryNumber(pkg)).contains(index.digest(pkg).hex()))
        .toArray();
  }

  private static int[] distinct(IntColumn ascending) {
    return Arrays.stream(ascending.toArray()).distinct().toArray();
  }

  /** Takes what it looks for out of a repository's file list. */
  private interface Reading<T> {
    T read(InputStream in, String document);
  }

  /** What is found in each repository; {@code nothing} where it has no file list. */
  private <T> List<T> all(Reading<T> reading, T nothing) {
    return Parallel.map(
        snapshots, RepositoryReader.AT_ONCE, snapshot -> read(snapshot, reading).orElse(nothing));
  }

  private <T> Optional<T> read(RepositorySnapshot snapshot, Reading<T> reading) {
    return snapshot
        .repomd()
        .file("filelists")
        .map(
            listed -> {
              String document = snapshot.document(listed);
              Path file = snapshot.fetch(listed, downloader, progress.get());
              return MetadataStream.read(
                  file,
                  document,
                  listed.openDigest(),
                  progress.get(),
                  in -> reading.read(in, document));
            });
  }
}
