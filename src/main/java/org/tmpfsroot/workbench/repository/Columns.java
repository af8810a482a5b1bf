package org.tmpfsroot.workbench.repository;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32C;

/** Arrays in a file, one behind the other: a count as an int, then the entries, big-endian. */
final class Columns {
  private Columns() {}

  /** Puts arrays at a channel's end, and keeps the checksum of all it wrote. */
  static final class Writer {
    private final FileChannel channel;
    private final CRC32C checksum = new CRC32C();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 18);

    Writer(FileChannel channel) {
      this.channel = channel;
    }

    void ints(int[] values) throws IOException {
      count(values.length);
      for (int done = 0; done < values.length; ) {
        int n = Math.min(room(Integer.BYTES), values.length - done);
        buffer.asIntBuffer().put(values, done, n);
        buffer.position(buffer.position() + n * Integer.BYTES);
        done += n;
      }
    }

    void longs(long[] values) throws IOException {
      count(values.length);
      for (int done = 0; done < values.length; ) {
        int n = Math.min(room(Long.BYTES), values.length - done);
        buffer.asLongBuffer().put(values, done, n);
        buffer.position(buffer.position() + n * Long.BYTES);
        done += n;
      }
    }

    void bytes(byte[] values) throws IOException {
      count(values.length);
      for (int done = 0; done < values.length; ) {
        int n = Math.min(room(1), values.length - done);
        buffer.put(values, done, n);
        done += n;
      }
    }

    /** Writes what is left and gives the checksum. */
    long finish() throws IOException {
      flush();
      return checksum.getValue();
    }

    private void count(int length) throws IOException {
      room(Integer.BYTES);
      buffer.putInt(length);
    }

    /** How many entries of that size fit; at least one. */
    private int room(int entry) throws IOException {
      if (buffer.remaining() < entry) {
        flush();
      }
      return buffer.remaining() / entry;
    }

    private void flush() throws IOException {
      buffer.flip();
      checksum.update(buffer.duplicate());
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      buffer.clear();
    }
  }

  /** Takes arrays back in the order they were put. */
  static final class Reader {
    private final ByteBuffer buffer;

    Reader(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    /** Never more than is there, so that no room is taken for what cannot come. */
    private int count(int size) {
      int count = buffer.getInt();
      if (count < 0 || count > buffer.remaining() / size) {
        throw new BufferUnderflowException();
      }
      return count;
    }

    int[] ints() {
      int[] values = new int[count(Integer.BYTES)];
      buffer.asIntBuffer().get(values);
      buffer.position(buffer.position() + values.length * Integer.BYTES);
      return values;
    }

    long[] longs() {
      long[] values = new long[count(Long.BYTES)];
      buffer.asLongBuffer().get(values);
      buffer.position(buffer.position() + values.length * Long.BYTES);
      return values;
    }

    byte[] bytes() {
      byte[] values = new byte[count(1)];
      buffer.get(values);
      return values;
    }
  }
}
