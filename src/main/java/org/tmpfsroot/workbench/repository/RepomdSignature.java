package org.tmpfsroot.workbench.repository;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.openpgp.DetachedSignature;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.openpgp.SignatureVerdict;

/**
 * The signature beside a {@code repomd.xml}, which one of the repository's own keys must have made.
 */
final class RepomdSignature {
  private static final String FILE = RepositorySnapshot.REPOMD + ".asc";
  private static final long LARGEST = 1 << 20;

  private final RepositorySource source;
  private final Downloader downloader;
  private final Progress progress;
  private @Nullable KeyRing ring;

  RepomdSignature(RepositorySource source, Downloader downloader, Progress progress) {
    this.source = source;
    this.downloader = downloader;
    this.progress = progress;
  }

  /**
   * Believes {@code repomd} or refuses it.
   *
   * @param folder of the mirror it came from
   * @throws Fault (world) when its signature cannot be had, is wrong, weak, or of an unknown,
   *     expired or revoked key
   */
  void require(URI folder, byte[] repomd) {
    byte[] signature;
    try {
      signature =
          downloader.fetchBytes(
              RepositorySnapshot.document(source.id(), FILE),
              List.of(MirrorAddress.below(folder, FILE)),
              LARGEST,
              progress);
    } catch (Fault e) {
      throw refused(
          "its signature cannot be had: " + e.why(),
          "ask those who keep it to sign it, or add it again without --metadata-signed");
    }
    SignatureVerdict verdict = DetachedSignature.verify(signature, repomd, ring());
    if (!verdict.isGood()) {
      throw refused(
          verdict.inWords(),
          verdict instanceof SignatureVerdict.Bad
              ? "try again later or another mirror: somebody may have changed it on its way"
              : "get the key that signs it now from those who keep it, and add it again with"
                  + " --gpgkey");
    }
  }

  private Fault refused(String why, String next) {
    return Fault.world("cannot trust the metadata of repository '" + source.id() + "'", why, next);
  }

  private KeyRing ring() {
    KeyRing known = ring;
    if (known == null) {
      known = KeyRing.EMPTY;
      for (URI key : source.gpgKeys()) {
        known = known.plus(fetched(key));
      }
      ring = known;
    }
    return known;
  }

  private KeyRing fetched(URI key) {
    if ("http".equals(key.getScheme())) {
      throw Fault.session(
          "cannot use the key " + key + " of the repository " + source.id(),
          "anybody on the way could change it",
          "name it by https: or as a file: `repository add ID --baseurl URL --gpgkey FILE`");
    }
    String name = "the key of the repository " + source.id();
    return KeyRing.of(key.toString(), downloader.fetchBytes(name, List.of(key), LARGEST, progress));
  }
}
