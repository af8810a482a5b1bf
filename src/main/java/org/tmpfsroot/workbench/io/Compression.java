package org.tmpfsroot.workbench.io;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** The compressors met in repositories and RPM payloads, told by their first bytes. */
public enum Compression {
  NONE,
  GZIP,
  BZIP2,
  XZ,
  LZMA,
  ZSTD;

  private static final int XZ_MEMORY_LIMIT_KIB = 256 * 1024;
  private static final int LONGEST_MAGIC = 6;

  /**
   * Looks at the first bytes and gives the stream of what was compressed; bytes of no known kind
   * come as they are.
   */
  public static InputStream decompress(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(LONGEST_MAGIC);
    byte[] magic = buffered.readNBytes(LONGEST_MAGIC);
    buffered.reset();
    return of(magic).open(buffered);
  }

  /** By magic number; LZMA, which has none, by its usual properties byte and dictionary size. */
  public static Compression of(byte[] magic) {
    if (begins(magic, 0x1f, 0x8b)) {
      return GZIP;
    }
    if (begins(magic, 'B', 'Z', 'h')) {
      return BZIP2;
    }
    if (begins(magic, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return XZ;
    }
    if (begins(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
      return ZSTD;
    }
    if (begins(magic, 0x5d, 0, 0)) {
      return LZMA;
    }
    return NONE;
  }

  /** The decompressed bytes of {@code in}; concatenated members are one stream. */
  public InputStream open(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(in, 1 << 16);
      case BZIP2 -> new BZip2CompressorInputStream(in, true);
      case XZ -> new XZInputStream(in, XZ_MEMORY_LIMIT_KIB);
      case LZMA -> new LZMAInputStream(in, XZ_MEMORY_LIMIT_KIB);
      case ZSTD -> new ZstdInputStream(in).setContinuous(false);
    };
  }

  private static boolean begins(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
