package org.tmpfsroot.workbench.openpgp;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person can compare about a public key.
 *
 * @param fingerprint of the primary key, upper-case hexadecimal digits: 40 for version 4, 64 for
 *     version 6
 * @param userId the first one the key names, empty when it names none
 * @param created when the primary key says it was made
 * @param expires the end of its validity as its own signatures say
 * @param revoked whether its owner took it back
 */
public record PublicKeyInfo(
    String fingerprint,
    String userId,
    Instant created,
    Optional<Instant> expires,
    boolean revoked) {

  /** The 16 digits signatures name their key by. */
  public String keyId() {
    return fingerprint.length() == 64
        ? fingerprint.substring(0, 16)
        : fingerprint.substring(Math.max(0, fingerprint.length() - 16));
  }

  /** The last 8 digits of a version 4 fingerprint in lower case, as build systems name a key. */
  public String shortId() {
    return fingerprint.substring(Math.max(0, fingerprint.length() - 8)).toLowerCase(Locale.ROOT);
  }

  /** The user id and the fingerprint. */
  @Override
  public String toString() {
    return (userId.isEmpty() ? "a key without a name" : userId) + " (" + fingerprint + ")";
  }
}
