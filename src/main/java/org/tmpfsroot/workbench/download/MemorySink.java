package org.tmpfsroot.workbench.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tmpfsroot.workbench.io.IoReason;

/** A small file, kept in memory; one that breaks off begins anew. */
final class MemorySink implements Sink {
  private final long limit;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  MemorySink(long limit) {
    this.limit = limit;
  }

  @Override
  public long expected() {
    return Download.ANY_SIZE;
  }

  @Override
  public long limit() {
    return limit;
  }

  @Override
  public boolean isPinned() {
    return false;
  }

  @Override
  public long have(URI address) {
    return 0;
  }

  @Override
  public Optional<String> version(URI address) {
    return Optional.empty();
  }

  @Override
  public void begin(URI address, Optional<String> version) {
    bytes.reset();
  }

  @Override
  public void goOn() {
    throw new IllegalStateException("nothing was asked to be left out");
  }

  @Override
  public void write(ByteBuffer piece) {
    byte[] copy = new byte[piece.remaining()];
    piece.get(copy);
    bytes.writeBytes(copy);
  }

  @Override
  public void take(Path file) throws SourceFailure {
    bytes.reset();
    try (InputStream in = Files.newInputStream(file)) {
      bytes.writeBytes(in.readNBytes(Math.toIntExact(Math.min(limit + 1, Integer.MAX_VALUE))));
    } catch (IOException e) {
      throw SourceFailure.forGood("cannot be read: " + IoReason.of(e));
    }
    if (bytes.size() > limit) {
      throw SourceFailure.forGood("has more than the " + limit + " bytes that are taken");
    }
  }

  @Override
  public void finish() {}

  byte[] toBytes() {
    return bytes.toByteArray();
  }
}
