package org.tmpfsroot.workbench.rpm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/** Writes the "new ASCII" cpio archive of a payload. */
final class CpioWriter {
  private static final int ALIGNMENT = 4;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int inode;

  /** Appends one file; a symbolic link's content is its target, a folder's is empty. */
  CpioWriter add(String path, int mode, Instant modified, byte[] content) {
    inode++;
    return member("." + path, mode, modified.getEpochSecond(), inode, content);
  }

  /** The finished archive. */
  byte[] bytes() {
    member("TRAILER!!!", 0, 0, 0, new byte[0]);
    return out.toByteArray();
  }

  private CpioWriter member(String name, int mode, long time, int number, byte[] content) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    long[] fields = {
      number, mode, 0, 0, 1, time, content.length, 0, 0, 0, 0, nameBytes.length + 1L, 0
    };
    StringBuilder header = new StringBuilder("070701");
    for (long field : fields) {
      header.append(String.format(Locale.ROOT, "%08x", field));
    }
    out.writeBytes(header.toString().getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(nameBytes);
    out.write(0);
    align();
    out.writeBytes(content);
    align();
    return this;
  }

  private void align() {
    while (out.size() % ALIGNMENT != 0) {
      out.write(0);
    }
  }
}
