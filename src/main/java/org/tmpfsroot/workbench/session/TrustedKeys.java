package org.tmpfsroot.workbench.session;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.openpgp.KeyRing;
import org.tmpfsroot.workbench.openpgp.PublicKeyInfo;
import org.tmpfsroot.workbench.release.Releases;

/** The keys a session trusts to sign packages, metadata and CHECKSUM files. */
public final class TrustedKeys {
  private TrustedKeys() {}

  /**
   * The release's own keys, those of the mirror, and those of added repositories that lie on this
   * machine; armored or binary, as they are.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when a key file cannot be read
   */
  public static List<byte[]> of(ImageSession session) {
    List<byte[]> keys = new ArrayList<>(Releases.of(session.release().number()).keys());
    Stream.concat(session.mirror().gpgKeys().stream(), PackageSources.localKeys(session))
        .distinct()
        .forEach(file -> keys.add(KeyFiles.read(file)));
    return List.copyOf(keys);
  }

  /**
   * The short ids of these keys, as {@link PublicKeyInfo#shortId} gives them.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when a key file cannot be read
   */
  public static List<String> ids(ImageSession session) {
    return KeyRing.of(of(session)).keys().stream().map(PublicKeyInfo::shortId).toList();
  }
}
