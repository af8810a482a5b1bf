package org.tmpfsroot.workbench.repository;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.download.Download;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.repository.RepositoryLocation.Baseurl;

/** Learns a repository's mirrors and fetches its {@code repomd.xml} from one of them. */
final class RepomdFetcher {
  /** A mirror whose files are gone is left for the next, but not for ever. */
  private static final int MOST_FIRST_MIRRORS = 5;

  private final Downloader downloader;
  private final Progress progress;

  RepomdFetcher(Downloader downloader, Progress progress) {
    this.downloader = downloader;
    this.progress = progress;
  }

  /** Where a repository is, and what its {@code repomd.xml} must be; empty when nobody says. */
  record Mirrors(RepositorySource source, List<URI> folders, List<Digest> accepted) {
    /** How many different answers there may be, by who is asked first. */
    int choices() {
      return accepted.isEmpty() ? Math.min(folders.size(), MOST_FIRST_MIRRORS) : 1;
    }
  }

  Mirrors mirrors(RepositorySource source) {
    if (source.location() instanceof Baseurl baseurl) {
      return new Mirrors(source, baseurl.uris(), List.of());
    }
    if (source.location() instanceof RepositoryLocation.Mirrorlist list) {
      String document = RepositorySnapshot.document(source.id(), "mirror list");
      byte[] bytes = bytes(document, List.of(list.uri()), Mirrorlist.MOST_BYTES);
      return new Mirrors(source, Mirrorlist.read(bytes, document), List.of());
    }
    RepositoryLocation.Metalink link = (RepositoryLocation.Metalink) source.location();
    String document = RepositorySnapshot.document(source.id(), "metalink");
    byte[] bytes = bytes(document, List.of(link.uri()), Metalink.MOST_BYTES);
    Metalink metalink = Metalink.read(bytes, document);
    return new Mirrors(source, metalink.mirrors(), metalink.accepted());
  }

  /**
   * The repository as one of the mirrors has it.
   *
   * @param first which mirror to ask first, below {@link Mirrors#choices()}
   */
  RepositorySnapshot fetch(Mirrors mirrors, int first) {
    List<URI> folders = new ArrayList<>(mirrors.folders());
    Collections.rotate(folders, -first);
    String document = RepositorySnapshot.document(mirrors.source().id(), RepositorySnapshot.REPOMD);
    List<URI> addresses =
        folders.stream()
            .map(folder -> MirrorAddress.below(folder, RepositorySnapshot.REPOMD))
            .toList();
    if (mirrors.source().metadataSigned()) {
      return signed(mirrors, folders);
    }
    byte[] bytes = bytes(document, addresses, mirrors.accepted());
    return RepositorySnapshot.of(mirrors.source(), folders, bytes);
  }

  /** A signature fits what the same mirror has; another one may be behind. */
  private RepositorySnapshot signed(Mirrors mirrors, List<URI> folders) {
    String document = RepositorySnapshot.document(mirrors.source().id(), RepositorySnapshot.REPOMD);
    RepomdSignature signature = new RepomdSignature(mirrors.source(), downloader, progress);
    @Nullable Fault first = null;
    for (URI folder : folders.subList(0, Math.min(folders.size(), MOST_FIRST_MIRRORS))) {
      try {
        List<URI> address = List.of(MirrorAddress.below(folder, RepositorySnapshot.REPOMD));
        byte[] bytes = bytes(document, address, mirrors.accepted());
        signature.require(folder, bytes);
        return RepositorySnapshot.of(mirrors.source(), folders, bytes);
      } catch (Fault e) {
        first = first == null ? e : first;
      }
    }
    throw first == null ? new IllegalStateException("a repository without a mirror") : first;
  }

  private byte[] bytes(String document, List<URI> addresses, List<Digest> accepted) {
    return accepted.isEmpty()
        ? bytes(document, addresses, Repomd.MOST_BYTES)
        : accepted(document, addresses, accepted);
  }

  /** The newest version that any mirror has. */
  private byte[] accepted(String document, List<URI> addresses, List<Digest> versions) {
    @Nullable Fault newest = null;
    for (Digest version : versions) {
      try {
        Path file =
            downloader.fetch(
                Download.pinned(document, addresses, Download.ANY_SIZE, version), progress);
        if (Files.size(file) > Repomd.MOST_BYTES) {
          throw Fault.world(
              "cannot read " + document, "it is absurdly large", "choose another mirror");
        }
        return Files.readAllBytes(file);
      } catch (Fault e) {
        newest = newest == null ? e : newest;
      } catch (IOException e) {
        throw Fault.world("cannot read " + document, IoReason.of(e), "try again").causedBy(e);
      }
    }
    throw newest == null ? new IllegalStateException("no version is accepted") : newest;
  }

  private byte[] bytes(String document, List<URI> addresses, int limit) {
    // a server that takes its time is not waited for in silence
    try (Progress.Task task = progress.begin("asking for " + document, -1)) {
      byte[] bytes = downloader.fetchBytes(document, addresses, limit, progress);
      task.advance(bytes.length);
      return bytes;
    }
  }

  /** Whether the repository can be read without a network. */
  static boolean isLocal(RepositorySource source) {
    return source.location() instanceof Baseurl baseurl
        && baseurl.uris().stream().allMatch(uri -> "file".equals(uri.getScheme()));
  }
}
