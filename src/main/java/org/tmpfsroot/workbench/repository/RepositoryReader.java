package org.tmpfsroot.workbench.repository;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Parallel;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.repository.Repomd.MetadataFile;

/**
 * Brings repositories' metadata here and reads it. Each {@code repomd.xml} is fetched anew every
 * time; what it lists is fetched only when it is not there yet, and what was read last is not read
 * again when nothing has changed. Offline, the last {@code repomd.xml} that could be read with all
 * it lists counts.
 */
public final class RepositoryReader {
  /** How many repositories are read at the same time. */
  static final int AT_ONCE = 8;

  /** The group file's forms, the smallest first. Chunked ones ({@code _zck}) are for others. */
  private static final List<String> GROUP_KINDS =
      List.of("group_zst", "group_xz", "group_bz2", "group_gz", "group");

  private final Downloader downloader;
  private final Path cache;
  private final RepomdMemory memory;
  private volatile Progress progress = Progress.SILENT;
  private @Nullable LoadedRepositories last;

  /**
   * @param downloader keeps the files that {@code repomd.xml} lists
   * @param cache folder that remembers each repository's last {@code repomd.xml} and what was read
   */
  public RepositoryReader(Downloader downloader, Path cache) {
    this.downloader = downloader;
    this.cache = cache;
    this.memory = new RepomdMemory(cache);
  }

  /** What fetches the metadata. */
  public Downloader downloader() {
    return downloader;
  }

  /** A repository while it is being read: all but what is joined at the end. */
  private record Part(RepositorySnapshot snapshot, PackageTableBuilder packages, Comps comps) {}

  /** All but a repository's packages. */
  private record Surroundings(RepositorySnapshot snapshot, Comps comps) {}

  /**
   * Reads the repositories, all at once.
   *
   * @throws Fault (world) naming the repository and the file that cannot be had or read
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public synchronized LoadedRepositories load(
      List<RepositorySource> sources, Progress newProgress) {
    progress = newProgress;
    List<Candidates> candidates = Parallel.map(sources, AT_ONCE, Candidates::new);
    LoadedRepositories known = last;
    if (known != null
        && known.repositories().equals(candidates.stream().map(Candidates::loaded).toList())) {
      return known;
    }
    LoadedRepositories loaded = kept(candidates).orElseGet(() -> readAll(candidates));
    last = loaded;
    return loaded;
  }

  /**
   * The advisories of all the repositories that are about any of these packages.
   *
   * @param names of the packages
   * @throws Fault (world) naming the repository and the file that cannot be had or read
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public synchronized List<Advisory> advisories(
      List<RepositorySource> sources, Set<String> names, Progress newProgress) {
    progress = newProgress;
    return Parallel.map(sources, AT_ONCE, source -> advisories(source, names)).stream()
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  private List<Advisory> advisories(RepositorySource source, Set<String> names) {
    RepositorySnapshot snapshot = new Candidates(source).get(0);
    return snapshot.repomd().file("updateinfo").stream()
        .flatMap(
            listed -> {
              Path file = snapshot.fetch(listed, downloader, progress);
              String document = snapshot.document(listed);
              return MetadataStream.read(
                  file,
                  document,
                  listed.openDigest(),
                  progress,
                  in -> UpdateinfoReader.read(in, document, names))
                  .stream();
            })
        .toList();
  }

  /**
   * What each repository's metadata consists of, for a package manager that is to read it.
   *
   * @throws Fault (world) naming the repository and the file that cannot be had
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public synchronized List<RepositoryFiles> files(
      List<RepositorySource> sources, Progress newProgress) {
    progress = newProgress;
    return Parallel.map(sources, AT_ONCE, this::files);
  }

  private RepositoryFiles files(RepositorySource source) {
    RepositorySnapshot snapshot = new Candidates(source).get(0);
    SortedMap<String, Path> files = new TreeMap<>();
    for (MetadataFile listed : snapshot.repomd().files().values()) {
      if (RepositoryFiles.isRead(listed.kind())) {
        files.put(listed.location(), snapshot.fetch(listed, downloader, progress));
      }
    }
    return new RepositoryFiles(source, snapshot.mirrors(), snapshot.bytes(), files);
  }

  /** Empty when the mirrors offer something else than was read last, or it was not kept. */
  private Optional<LoadedRepositories> kept(List<Candidates> candidates) {
    List<RepositorySnapshot> snapshots = candidates.stream().map(each -> each.first).toList();
    return indexFile(snapshots).read().flatMap(table -> around(table, snapshots));
  }

  private Optional<LoadedRepositories> around(
      PackageTable table, List<RepositorySnapshot> snapshots) {
    try {
      List<Surroundings> all =
          snapshots.stream().map(each -> new Surroundings(each, comps(each))).toList();
      snapshots.forEach(memory::remember);
      return Optional.of(joined(table, all));
    } catch (Fault e) {
      // a group file is missing by now: another mirror may do, or the whole reading says why not
      return Optional.empty();
    }
  }

  private LoadedRepositories readAll(List<Candidates> candidates) {
    List<Part> parts = Parallel.map(candidates, AT_ONCE, this::read);
    PackageIndexBuilder builder = PackageIndex.builder();
    for (Part part : parts) {
      name(part.snapshot().source(), builder).addAll(part.packages());
    }
    PackageTable table = builder.buildTable();
    indexFile(parts.stream().map(Part::snapshot).toList()).write(table);
    return joined(
        table,
        parts.stream().map(part -> new Surroundings(part.snapshot(), part.comps())).toList());
  }

  private IndexFile indexFile(List<RepositorySnapshot> snapshots) {
    return IndexFile.in(cache, snapshots.stream().map(RepositorySnapshot::loaded).toList());
  }

  private static PackageIndexBuilder name(RepositorySource source, PackageIndexBuilder builder) {
    return builder.repository(source.id(), source.priority(), source.cost());
  }

  private LoadedRepositories joined(PackageTable table, List<Surroundings> all) {
    PackageIndexBuilder builder = PackageIndex.builder();
    Comps comps = Comps.EMPTY;
    for (Surroundings each : all) {
      name(each.snapshot().source(), builder);
      comps = comps.mergedWith(each.comps());
    }
    List<RepositorySnapshot> snapshots = all.stream().map(Surroundings::snapshot).toList();
    PackageIndex index =
        builder
            .fileOwners(new RepositoryFileLists(snapshots, downloader, () -> progress))
            .of(table);
    return new LoadedRepositories(
        index, comps, snapshots.stream().map(RepositorySnapshot::loaded).toList());
  }

  /**
   * What the mirrors offer as the repository. One may have a {@code repomd.xml} that is older than
   * the files of all, so the next is asked when it leads nowhere.
   */
  private final class Candidates {
    private final RepositorySource source;
    private final RepomdFetcher fetcher = new RepomdFetcher(downloader, progress);
    private final RepomdFetcher.@Nullable Mirrors mirrors;
    private final RepositorySnapshot first;

    Candidates(RepositorySource source) {
      this.source = source;
      if (downloader.isOffline() && !RepomdFetcher.isLocal(source)) {
        mirrors = null;
        first = memory.recall(source).orElseThrow(() -> neverRead(source));
      } else {
        mirrors = fetcher.mirrors(source);
        first = fetcher.fetch(mirrors, 0);
      }
    }

    LoadedRepository loaded() {
      return first.loaded();
    }

    int count() {
      return mirrors == null ? 1 : mirrors.choices();
    }

    RepositorySnapshot get(int number) {
      return mirrors == null || number == 0 ? first : fetcher.fetch(mirrors, number);
    }
  }

  private static Fault neverRead(RepositorySource source) {
    return Fault.world(
        "cannot read repository '" + source.id() + "' offline",
        "its metadata was never fetched",
        "start without --offline once, and type `repository refresh`");
  }

  private Part read(Candidates candidates) {
    Set<Digest> tried = new HashSet<>();
    @Nullable Fault failure = null;
    for (int number = 0; number < candidates.count(); number++) {
      try {
        RepositorySnapshot snapshot = candidates.get(number);
        if (tried.add(snapshot.digest())) {
          Part part = read(snapshot);
          memory.remember(snapshot);
          return part;
        }
      } catch (Fault e) {
        failure = failure == null ? e : failure;
      }
    }
    throw failure == null
        ? new IllegalStateException("no mirror of " + candidates.source.id())
        : failure;
  }

  private Part read(RepositorySnapshot snapshot) {
    MetadataFile primary =
        snapshot
            .repomd()
            .file("primary")
            .orElseThrow(
                () ->
                    Fault.world(
                        "cannot read repository '" + snapshot.source().id() + "'",
                        RepositorySnapshot.REPOMD + " lists no primary metadata",
                        "check the address with `repository list`"));
    Path file = snapshot.fetch(primary, downloader, progress);
    String document = snapshot.document(primary);
    PackageTableBuilder packages =
        MetadataStream.read(
            file, document, primary.openDigest(), progress, in -> PrimaryReader.read(in, document));
    return new Part(snapshot, packages, comps(snapshot));
  }

  /** A mirror may list the group file in a form it does not have: any form is good. */
  private Comps comps(RepositorySnapshot snapshot) {
    List<MetadataFile> forms =
        GROUP_KINDS.stream().map(snapshot.repomd()::file).flatMap(Optional::stream).toList();
    @Nullable Fault failure = null;
    for (MetadataFile form : forms) {
      try {
        Path file = snapshot.fetch(form, downloader, progress);
        String document = snapshot.document(form);
        return MetadataStream.read(
            file, document, form.openDigest(), progress, in -> Comps.read(in, document));
      } catch (Fault e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return Comps.EMPTY;
  }
}
