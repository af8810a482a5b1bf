package org.tmpfsroot.workbench.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses to give more bytes than were promised or are sane: the guard against decompression bombs
 * and lying lengths.
 */
public final class BoundedInputStream extends FilterInputStream {
  private final String name;
  private final long limit;
  private long count;

  /**
   * @param name what is read, for the message
   * @param limit the most bytes it may have
   */
  public BoundedInputStream(InputStream in, String name, long limit) {
    super(in);
    this.name = name;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      counted(1);
    }
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n > 0) {
      counted(n);
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    counted(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void counted(long n) throws IOException {
    count += n;
    if (count > limit) {
      throw new IOException(name + " is larger than the allowed " + limit + " bytes");
    }
  }
}
