package org.tmpfsroot.workbench.squashfs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.X86Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/**
 * Compresses blocks one by one. The kernel takes a dictionary no larger than a block, and no check
 * but CRC32.
 */
final class BlockCompressor {
  private final boolean forX86;

  BlockCompressor(boolean forX86) {
    this.forX86 = forX86;
  }

  /** The smaller of what compressing gives and what was given. */
  byte[] smallest(byte[] block, int length) throws IOException {
    byte[] best = java.util.Arrays.copyOf(block, length);
    byte[] plain = compressed(block, length, lzma2());
    if (plain.length < best.length) {
      best = plain;
    }
    if (forX86) {
      byte[] filtered = compressed(block, length, new X86Options(), lzma2());
      if (filtered.length < best.length) {
        best = filtered;
      }
    }
    return best;
  }

  private static LZMA2Options lzma2() throws IOException {
    LZMA2Options options = new LZMA2Options();
    options.setDictSize(SquashfsWriter.BLOCK);
    return options;
  }

  private static byte[] compressed(byte[] block, int length, FilterOptions... filters)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(length);
    try (XZOutputStream out = new XZOutputStream(bytes, filters, XZ.CHECK_CRC32)) {
      out.write(block, 0, length);
    }
    return bytes.toByteArray();
  }
}
