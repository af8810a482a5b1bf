package org.tmpfsroot.workbench.repository;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.io.Parallel;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.repository.Repomd.MetadataFile;

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
        Parallel.map(snapshots, RepositoryReader.AT_ONCE, snapshot -> read(snapshot, paths));
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

  private static int[] distinct(IntColumn ascending) {
    return Arrays.stream(ascending.toArray()).distinct().toArray();
  }

  private Map<String, List<String>> read(RepositorySnapshot snapshot, Set<String> paths) {
    Optional<MetadataFile> listed = snapshot.repomd().file("filelists");
    if (listed.isEmpty()) {
      return Map.of();
    }
    String document = snapshot.document(listed.get());
    Path file = snapshot.fetch(listed.get(), downloader, progress.get());
    return MetadataStream.read(
        file,
        document,
        listed.get().openDigest(),
        progress.get(),
        in -> FilelistsReader.read(in, document, paths));
  }
}
