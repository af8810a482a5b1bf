package org.tmpfsroot.workbench.lock;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.download.Download;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.Presence;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.TemporaryFolder;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.openpgp.PublicKeyInfo;
import org.tmpfsroot.workbench.repository.PackageIndex;
import org.tmpfsroot.workbench.repository.PackageMetadata;
import org.tmpfsroot.workbench.repository.PackageMirrors;
import org.tmpfsroot.workbench.repository.RepodataWriter;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.repository.RepositorySource;
import org.tmpfsroot.workbench.rpm.Integrity;
import org.tmpfsroot.workbench.rpm.RpmFile;

/**
 * Where the packages of a short list are looked for that its repositories do not have any more: the
 * archive, which has metadata, and the build system, which has none. What is found is fetched,
 * believed only with the signature of a trusted key, since no metadata vouches for it, and
 * described as a repository of its own, from which the list is then matched with the others.
 */
final class Refuges {
  /** No repository of a user's can be called like that. */
  private static final String ELSEWHERE = "elsewhere ";

  private static final String NOARCH = "noarch";

  private final Downloader downloader;
  private final PackagePlaces places;
  private final KeyRing ring;
  private final String arch;
  private final Progress progress;
  private final Map<String, List<PackageMetadata>> found = new TreeMap<>();

  /**
   * @param ring believed to sign packages
   */
  Refuges(
      Downloader downloader, PackagePlaces places, KeyRing ring, String arch, Progress progress) {
    this.downloader = downloader;
    this.places = places;
    this.ring = ring;
    this.arch = arch;
    this.progress = progress;
  }

  /**
   * The lock that the lines mean.
   *
   * @param missing those of the lines that the repositories do not have
   * @param known what the repositories have
   * @throws Fault as {@link Resolvers#match} says
   */
  Lock match(
      List<LockList.Line> lines,
      List<LockList.Line> missing,
      String document,
      LockRequest request,
      PackageIndex known) {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      RepositoryReader reader = new RepositoryReader(downloader, folder.path().resolve("read"));
      List<LockList.Line> left = missing;
      for (RepositorySource archive : places.archived()) {
        left = inArchive(archive, left, reader);
      }
      inBuildSystem(left, new SourceNames(known, lines));
      List<RepositorySource> sources = new ArrayList<>(places.repositories());
      for (Map.Entry<String, List<PackageMetadata>> entry : found.entrySet()) {
        Path root = folder.path().resolve("found-" + sources.size());
        RepodataWriter.at(Instant.EPOCH).write(entry.getValue(), root);
        sources.add(RepositorySource.of(ELSEWHERE + entry.getKey(), Baseurl.of(root.toUri())));
      }
      return underOwnNames(
          new Resolver(reader.load(sources, progress), arch).match(lines, document, request));
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(Path.of(System.getProperty("java.io.tmpdir", "")), e);
    }
  }

  private static Lock underOwnNames(Lock lock) {
    return new Lock(
        lock.packages().stream()
            .map(
                each ->
                    each.repository().startsWith(ELSEWHERE)
                        ? each.withRepository(each.repository().substring(ELSEWHERE.length()))
                        : each)
            .toList(),
        lock.requests(),
        lock.excludes(),
        lock.arch(),
        lock.repositories().stream().filter(each -> !each.id().startsWith(ELSEWHERE)).toList(),
        lock.policy());
  }

  /** The lines that the archive does not have either; one that is not there has nothing. */
  private List<LockList.Line> inArchive(
      RepositorySource archive, List<LockList.Line> lines, RepositoryReader reader) {
    if (lines.isEmpty()) {
      return lines;
    }
    Resolver resolver;
    try {
      resolver = new Resolver(reader.load(List.of(archive), progress), arch);
    } catch (Fault e) {
      progress.note("the archive has no repository " + archive.id() + ": " + e.why());
      return lines;
    }
    PackageMirrors mirrors = new PackageMirrors(downloader, progress);
    List<LockList.Line> left = resolver.unmatched(lines);
    List<LockList.Line> here = lines.stream().filter(line -> !left.contains(line)).toList();
    for (int pkg : resolver.matching(here)) {
      PackageIndex index = resolver.index();
      String location = index.location(pkg);
      Download download =
          Download.pinned(
              index.nevra(pkg).fileName(),
              mirrors.addresses(archive, location),
              index.packageSize(pkg),
              index.digest(pkg));
      add(archive.id(), location, downloader.fetch(download, progress), index.nevra(pkg).nvr());
    }
    return left;
  }

  private void inBuildSystem(List<LockList.Line> lines, SourceNames names) {
    List<String> ids = places.repositories().stream().map(RepositorySource::id).toList();
    Optional<RepositorySource> koji =
        places.koji().stream().filter(each -> ids.contains(each.id())).findFirst();
    if (koji.isEmpty()) {
      return;
    }
    PackageMirrors mirrors = new PackageMirrors(downloader, progress);
    for (LockList.Line line : lines) {
      for (String each : List.of(arch, NOARCH)) {
        String file = line.nvr() + "." + each + ".rpm";
        Map<Download, URI> asked = new LinkedHashMap<>();
        names.of(line).stream()
            .flatMap(source -> paths(source, line, each + "/" + file))
            .flatMap(path -> mirrors.addresses(koji.get(), path).stream())
            .forEach(uri -> asked.put(Download.unpinned(file, List.of(uri)), uri));
        Map<Download, Presence> presence =
            downloader.presence(List.copyOf(asked.keySet()), progress);
        Optional<Download> first =
            asked.keySet().stream()
                .filter(download -> presence.get(download) == Presence.WHOLE)
                .findFirst();
        if (first.isPresent()) {
          Path rpm = downloader.fetch(first.get(), progress);
          add(koji.get().id(), "Packages/" + file, rpm, line.nvr());
        } else if (asked.keySet().stream()
            .allMatch(download -> presence.get(download) == Presence.UNREACHABLE)) {
          throw Fault.world(
              "cannot look for " + line.nvr() + " in the build system",
              "nobody answers at " + asked.values().iterator().next(),
              "look at the network, or name another place with `mirror koji URL`");
        }
      }
    }
  }

  /** Signed copies are looked for first: nobody vouches for the others. */
  private Stream<String> paths(String source, LockList.Line line, String file) {
    String folder = source + "/" + line.versionFolder() + "/";
    return Stream.concat(
        ring.keys().stream()
            .map(PublicKeyInfo::shortId)
            .map(signer -> folder + "data/signed/" + signer + "/" + file),
        Stream.of(folder + file));
  }

  private void add(String repository, String location, Path file, String nvr) {
    RpmFile rpm = RpmFile.read(file);
    if (!rpm.nevra().nvr().equals(nvr)) {
      throw Fault.world(
          "cannot use what is found as " + nvr,
          "the package says it is " + rpm.nevra(),
          "name another place with `mirror archive URL` or `mirror koji URL`");
    }
    Integrity integrity = Integrity.check(file, ring);
    if (integrity.signer().isEmpty()) {
      throw Fault.world(
          "cannot trust " + rpm.nevra() + ", which the repositories do not have",
          integrity.inWords(),
          "name its key with `mirror use URL --gpgkey FILE`, or choose another with"
              + " `lock resolve`");
    }
    found
        .computeIfAbsent(repository, id -> new ArrayList<>())
        .add(PackageMetadata.of(rpm, location));
  }
}
