package org.tmpfsroot.workbench.repository;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Cancelled;

/**
 * Reads another stream on a thread of its own, a little ahead of whoever reads this one: unpacking
 * then costs the parser no time. Closing it stops the thread but does not close the other stream.
 */
final class ReadAheadStream extends InputStream {
  private static final int CHUNK = 1 << 17;
  private static final int CHUNKS_AHEAD = 8;

  /**
   * What was read; the last one has no bytes.
   *
   * @param failure why reading ended, where it was not the end
   */
  private record Chunk(byte[] bytes, int length, @Nullable IOException failure) {}

  private final BlockingQueue<Chunk> ahead = new ArrayBlockingQueue<>(CHUNKS_AHEAD);
  private final Thread thread;
  private Chunk current = new Chunk(new byte[0], 0, null);
  private int position;
  private boolean ended;

  private ReadAheadStream(InputStream in) {
    thread = new Thread(() -> fill(in), "read-ahead");
    thread.setDaemon(true);
  }

  static ReadAheadStream of(InputStream in) {
    ReadAheadStream stream = new ReadAheadStream(in);
    stream.thread.start();
    return stream;
  }

  private void fill(InputStream in) {
    try {
      Chunk chunk;
      do {
        chunk = next(in);
        ahead.put(chunk);
      } while (chunk.length > 0);
    } catch (InterruptedException e) {
      // closed: nobody reads on
      Thread.currentThread().interrupt();
    }
  }

  private static Chunk next(InputStream in) {
    byte[] bytes = new byte[CHUNK];
    try {
      return new Chunk(bytes, in.readNBytes(bytes, 0, CHUNK), null);
    } catch (IOException e) {
      return new Chunk(bytes, 0, e);
    } catch (RuntimeException e) {
      // decompressors meet broken input with whatever index went wrong
      return new Chunk(bytes, 0, new IOException("its compression is broken", e));
    }
  }

  private boolean hasMore() throws IOException {
    while (position == current.length && !ended) {
      try {
        current = ahead.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Cancelled();
      }
      position = 0;
      ended = current.length == 0;
    }
    if (ended && current.failure != null) {
      throw Objects.requireNonNull(current.failure);
    }
    return !ended;
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? current.bytes[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!hasMore()) {
      return -1;
    }
    int n = Math.min(length, current.length - position);
    System.arraycopy(current.bytes, position, buffer, offset, n);
    position += n;
    return n;
  }

  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
