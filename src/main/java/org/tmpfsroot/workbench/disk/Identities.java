package org.tmpfsroot.workbench.disk;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.tmpfsroot.workbench.io.Digest;

/** UUIDs from a seed: fixed ones for the standard seed's own partitions, else a digest's bits. */
final class Identities {
  static final String STANDARD_SEED = "tmpfsroot-fedora";

  private static final Map<String, UUID> STANDARD =
      Map.of(
          Layout.SLOT_A, UUID.fromString("64eb4db5-3385-46a5-a3d5-c48197a53555"),
          Layout.SLOT_B, UUID.fromString("d2ada949-7fff-4257-91e9-793b25b0df02"),
          Layout.PERSIST, UUID.fromString("ff9691f9-7c97-4411-8f44-12685ee4a003"),
          Layout.LOG, UUID.fromString("ff9691f9-7c97-4411-8f44-12685ee4a006"));
  private static final int HEX_DIGITS_OF_A_LONG = 16;
  private static final int HEXADECIMAL = 16;

  private Identities() {}

  static UUID of(String seed, String mount) {
    UUID fixed = seed.equals(STANDARD_SEED) ? STANDARD.get(mount) : null;
    if (fixed != null) {
      return fixed;
    }
    String hex = Digest.sha256Of((seed + '\0' + mount).getBytes(StandardCharsets.UTF_8)).hex();
    long high = bits(hex, 0);
    long low = bits(hex, HEX_DIGITS_OF_A_LONG);
    // RFC 9562, version 8 (bits of the maker's choice) and its variant
    return new UUID((high & ~0xF000L) | 0x8000L, (low & 0x3FFFFFFFFFFFFFFFL) | Long.MIN_VALUE);
  }

  private static long bits(String hex, int from) {
    return new BigInteger(hex.substring(from, from + HEX_DIGITS_OF_A_LONG), HEXADECIMAL)
        .longValue();
  }
}
