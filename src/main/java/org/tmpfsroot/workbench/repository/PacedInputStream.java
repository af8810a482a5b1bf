package org.tmpfsroot.workbench.repository;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.tmpfsroot.workbench.fault.Cancelled;

/**
 * Gives only so many bytes between two calls of {@link #refresh()}, so that one endless element
 * cannot fill the memory; stops when the thread is interrupted.
 */
final class PacedInputStream extends FilterInputStream {
  private static final long ALLOWANCE = 64L << 20;

  private long left = ALLOWANCE;

  PacedInputStream(InputStream in) {
    super(in);
  }

  void refresh() {
    left = ALLOWANCE;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    spent(1);
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    spent(n);
    return n;
  }

  private void spent(int n) throws IOException {
    left -= n;
    if (left < 0) {
      throw new IOException("one element is larger than " + (ALLOWANCE >> 20) + " MiB");
    }
    Cancelled.check();
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
