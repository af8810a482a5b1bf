package org.tmpfsroot.workbench.repository;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * The last {@code repomd.xml} of each repository that could be read with all it lists. One file
 * each: the mirrors, one a line, an empty line, then the document's bytes.
 */
final class RepomdMemory {
  private final Path folder;

  RepomdMemory(Path folder) {
    this.folder = folder;
  }

  void remember(RepositorySnapshot snapshot) {
    StringBuilder head = new StringBuilder();
    snapshot.mirrors().forEach(mirror -> head.append(mirror).append('\n'));
    byte[] mirrors = head.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    byte[] all = new byte[mirrors.length + snapshot.bytes().length];
    System.arraycopy(mirrors, 0, all, 0, mirrors.length);
    System.arraycopy(snapshot.bytes(), 0, all, mirrors.length, snapshot.bytes().length);
    Path place = place(snapshot.source());
    if (!holds(place, all)) {
      AtomicFile.write(place, all);
    }
  }

  private static boolean holds(Path place, byte[] bytes) {
    try {
      return Files.size(place) == bytes.length && Arrays.equals(Files.readAllBytes(place), bytes);
    } catch (IOException e) {
      return false;
    }
  }

  Optional<RepositorySnapshot> recall(RepositorySource source) {
    Path place = place(source);
    try {
      byte[] all = Files.readAllBytes(place);
      int end = 0;
      while (end + 1 < all.length && !(all[end] == '\n' && all[end + 1] == '\n')) {
        end++;
      }
      if (end + 2 > all.length) {
        return Optional.empty();
      }
      List<URI> mirrors =
          new String(all, 0, end, StandardCharsets.UTF_8).lines().map(URI::create).toList();
      byte[] repomd = Arrays.copyOfRange(all, end + 2, all.length);
      return Optional.of(RepositorySnapshot.of(source, mirrors, repomd));
    } catch (NoSuchFileException | IllegalArgumentException e) {
      // never remembered, or not by this program
      return Optional.empty();
    } catch (IOException e) {
      throw Fault.world("cannot read " + place, IoReason.of(e), "remove it").causedBy(e);
    }
  }

  /** By where the repository is, not by its id: an id may come to mean another place. */
  private Path place(RepositorySource source) {
    // what nobody had to sign must not come back where somebody has to
    String where = source.location() + (source.metadataSigned() ? " by " + source.gpgKeys() : "");
    return folder.resolve(
        Digest.sha256Of(where.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32));
  }
}
