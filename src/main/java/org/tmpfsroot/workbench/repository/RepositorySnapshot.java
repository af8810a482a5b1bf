package org.tmpfsroot.workbench.repository;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.tmpfsroot.workbench.download.Download;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.repository.Repomd.MetadataFile;

/**
 * A repository pinned by its {@code repomd.xml}.
 *
 * @param mirrors folders that hold {@code repodata/}, best first
 */
record RepositorySnapshot(RepositorySource source, List<URI> mirrors, byte[] bytes, Repomd repomd) {
  static final String REPOMD = "repodata/repomd.xml";

  RepositorySnapshot {
    mirrors = List.copyOf(mirrors);
  }

  static RepositorySnapshot of(RepositorySource source, List<URI> mirrors, byte[] bytes) {
    return new RepositorySnapshot(
        source, mirrors, bytes, Repomd.read(bytes, document(source.id(), REPOMD)));
  }

  /** What messages call one of its files. */
  String document(MetadataFile file) {
    return document(source.id(), file.location());
  }

  static String document(String id, String file) {
    return file + " of repository '" + id + "'";
  }

  Digest digest() {
    return Digest.sha256Of(bytes);
  }

  /**
   * The file's place, fetched where it is not there yet.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when no mirror has it with the size and
   *     digest that {@code repomd.xml} says
   */
  Path fetch(MetadataFile file, Downloader downloader, Progress progress) {
    List<URI> addresses =
        mirrors.stream().map(mirror -> MirrorAddress.below(mirror, file.location())).toList();
    return downloader.fetch(
        Download.pinned(document(file), addresses, file.size(), file.digest()), progress);
  }

  LoadedRepository loaded() {
    return new LoadedRepository(source, repomd.revision(), digest(), mirrors);
  }
}
