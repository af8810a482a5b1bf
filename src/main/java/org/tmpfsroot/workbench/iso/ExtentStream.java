package org.tmpfsroot.workbench.iso;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** The bytes of several extents, one after the other. */
final class ExtentStream extends InputStream {
  private final ImageFile file;
  private final List<Extent> extents;
  private int current;
  private long done;

  ExtentStream(ImageFile file, List<Extent> extents) {
    this.file = file;
    this.extents = extents;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    while (current < extents.size() && done == extents.get(current).length()) {
      current++;
      done = 0;
    }
    if (current == extents.size()) {
      return -1;
    }
    Extent extent = extents.get(current);
    int wanted = (int) Math.min(length, extent.length() - done);
    int n = file.read(ByteBuffer.wrap(buffer, offset, wanted), extent.offset() + done);
    if (n < 0) {
      throw file.truncated("it became shorter while it was read");
    }
    done += n;
    return n;
  }

  @Override
  public int available() {
    return current == extents.size()
        ? 0
        : (int) Math.min(Integer.MAX_VALUE, extents.get(current).length() - done);
  }
}
