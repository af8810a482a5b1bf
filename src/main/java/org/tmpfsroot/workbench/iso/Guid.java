package org.tmpfsroot.workbench.iso;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.tmpfsroot.workbench.io.Digest;

/**
 * GUIDs as the UEFI specification stores them: the first three groups of digits least significant
 * byte first, the rest in order.
 */
final class Guid {
  private Guid() {}

  static String text(byte[] bytes, int at) {
    long high =
        LittleEndian.u32(bytes, at) << 32
            | (long) LittleEndian.u16(bytes, at + 4) << 16
            | LittleEndian.u16(bytes, at + 6);
    long low = Long.reverseBytes(LittleEndian.i64(bytes, at + 8));
    return new UUID(high, low).toString().toUpperCase(Locale.ROOT);
  }

  static void put(byte[] bytes, int at, UUID guid) {
    long high = guid.getMostSignificantBits();
    LittleEndian.put32(bytes, at, high >>> 32);
    LittleEndian.put16(bytes, at + 4, (int) (high >>> 16));
    LittleEndian.put16(bytes, at + 6, (int) high);
    LittleEndian.put64(bytes, at + 8, Long.reverseBytes(guid.getLeastSignificantBits()));
  }

  /** A GUID (version 8, RFC 9562) that depends on nothing but the seed and the purpose. */
  static UUID derived(UUID seed, String purpose) {
    byte[] name = (seed + "/" + purpose).getBytes(StandardCharsets.UTF_8);
    ByteBuffer digest =
        ByteBuffer.wrap(java.util.HexFormat.of().parseHex(Digest.sha256Of(name).hex()));
    long high = (digest.getLong() & ~0xf000L) | 0x8000L;
    long low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
