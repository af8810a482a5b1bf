package org.tmpfsroot.workbench.squashfs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A table made of blocks: each has at most 8 KiB before compression, and before it two bytes with
 * its length, the highest bit set where it is not compressed.
 */
final class MetadataTable {
  static final int BLOCK = 8192;
  static final int PLAIN = 0x8000;

  private final BlockCompressor compressor;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final byte[] block = new byte[BLOCK];
  private int filled;

  MetadataTable(BlockCompressor compressor) {
    this.compressor = compressor;
  }

  /** Where the present block begins in the table. */
  int blockStart() {
    return written.size();
  }

  /** Where the next byte stands in the present block before compression. */
  int offset() {
    return filled;
  }

  void write(byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; ) {
      int count = Math.min(bytes.length - from, BLOCK - filled);
      System.arraycopy(bytes, from, block, filled, count);
      filled += count;
      from += count;
      if (filled == BLOCK) {
        flush();
      }
    }
  }

  private void flush() throws IOException {
    byte[] bytes = compressor.smallest(block, filled);
    int header = bytes.length == filled ? bytes.length | PLAIN : bytes.length;
    written.write(header);
    written.write(header >> 8);
    written.writeBytes(bytes);
    filled = 0;
  }

  /** The whole table; nothing may be written to it afterwards. */
  byte[] bytes() throws IOException {
    if (filled > 0) {
      flush();
    }
    return written.toByteArray();
  }
}
