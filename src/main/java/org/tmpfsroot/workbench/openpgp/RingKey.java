package org.tmpfsroot.workbench.openpgp;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPPublicKey;

/** A key that may have made a signature, primary or sub, with what is told of its primary key. */
record RingKey(PGPPublicKey key, PublicKeyInfo info) {

  static PublicKeyInfo infoOf(PGPPublicKey primary) {
    Iterator<String> userIds = primary.getUserIDs();
    return new PublicKeyInfo(
        HexFormat.of().withUpperCase().formatHex(primary.getFingerprint()),
        userIds.hasNext() ? userIds.next() : "",
        primary.getCreationTime().toInstant(),
        endOf(primary),
        primary.hasRevocation());
  }

  boolean isRevoked() {
    return info.revoked() || key.hasRevocation();
  }

  boolean isValidAt(Instant moment) {
    boolean primaryLasts = info.expires().map(moment::isBefore).orElse(true);
    return primaryLasts && endOf(key).map(moment::isBefore).orElse(true);
  }

  private static Optional<Instant> endOf(PGPPublicKey key) {
    long seconds = key.getValidSeconds();
    return seconds <= 0
        ? Optional.empty()
        : Optional.of(key.getCreationTime().toInstant().plusSeconds(seconds));
  }
}
