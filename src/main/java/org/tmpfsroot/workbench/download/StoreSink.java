package org.tmpfsroot.workbench.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.Progress;

/**
 * A file on its way into the store: appended to under a temporary name, digested as it comes. A
 * part that was left by another run is gone on with, and thrown away when the whole then has the
 * wrong digest.
 */
final class StoreSink implements Sink, AutoCloseable {
  /** Less is fetched again sooner than kept. */
  private static final long WORTH_KEEPING = 1 << 20;

  /** What is there, and where. */
  record Whole(Path file, Digest digest) {}

  private final Download download;
  private final Path part;
  private final Path taken;
  private final Digest.Algorithm algorithm;
  private final Progress.Task task;
  private MessageDigest computation;
  private @Nullable FileChannel channel;
  private Optional<URI> origin = Optional.empty();
  private Optional<String> version = Optional.empty();
  private Optional<Whole> whole = Optional.empty();
  private long size;
  private long told;
  private boolean continued;

  private StoreSink(Download download, Path part, Path taken, Progress.Task task) {
    this.download = download;
    this.part = part;
    this.taken = taken;
    this.task = task;
    this.algorithm = download.digest().map(Digest::algorithm).orElse(Digest.Algorithm.SHA256);
    this.computation = algorithm.start();
  }

  /**
   * @param part where the bytes are gathered; some of them may be there
   * @param taken where a file of this machine is linked: never where bytes are appended, which
   *     would change the user's file
   * @param task is told each byte once, those of the part at the start
   */
  static StoreSink of(Download download, Path part, Path taken, Progress.Task task)
      throws IOException {
    StoreSink sink = new StoreSink(download, part, taken, task);
    Files.createDirectories(part.resolveSibling("").normalize());
    if (Files.exists(part)) {
      sink.readPart();
    }
    return sink;
  }

  private void readPart() throws IOException {
    if (expected() >= 0 && Files.size(part) > expected()) {
      Files.delete(part);
      return;
    }
    try (InputStream in = Files.newInputStream(part)) {
      size = digested(in, OutputStream.nullOutputStream(), computation);
    }
    continued = size > 0;
    if (continued && size == expected()) {
      try {
        finish();
      } catch (SourceFailure e) {
        // the part was bad and is gone: the file is fetched from the start
      }
    }
  }

  @Override
  public long expected() {
    return download.size();
  }

  @Override
  public void promise(long bytes) {
    if (expected() < 0) {
      task.expect(bytes);
    }
  }

  @Override
  public long limit() {
    return Long.MAX_VALUE;
  }

  @Override
  public boolean isPinned() {
    return download.digest().isPresent();
  }

  @Override
  public long have(URI address) {
    return isPinned() || version(address).isPresent() ? size : 0;
  }

  @Override
  public Optional<String> version(URI address) {
    return origin.filter(address::equals).flatMap(known -> version);
  }

  @Override
  public void begin(URI address, Optional<String> given) throws IOException {
    restart();
    origin = Optional.of(address);
    version = given;
  }

  private void restart() throws IOException {
    closeChannel();
    Files.deleteIfExists(part);
    computation = algorithm.start();
    origin = Optional.empty();
    version = Optional.empty();
    size = 0;
    continued = false;
  }

  @Override
  public void goOn() {
    continued = true;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    FileChannel out = channel;
    if (out == null) {
      out = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      channel = out;
    }
    computation.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      size += out.write(bytes);
    }
    tell(size);
  }

  private void closeChannel() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  private void tell(long amount) {
    if (amount > told) {
      task.advance(amount - told);
      told = amount;
    }
  }

  @Override
  public void take(Path source) throws IOException, SourceFailure {
    checkSize(source);
    MessageDigest own = algorithm.start();
    Files.deleteIfExists(taken);
    if (linked(source)) {
      try (InputStream in = Files.newInputStream(taken)) {
        digested(in, OutputStream.nullOutputStream(), own);
      }
    } else {
      try (InputStream in = open(source);
          OutputStream out = Files.newOutputStream(taken, StandardOpenOption.CREATE_NEW)) {
        digested(in, out, own);
      }
    }
    Digest digest = algorithm.finish(own);
    if (!isPromised(digest)) {
      throw SourceFailure.forGood(wrong(digest));
    }
    whole = Optional.of(new Whole(taken, digest));
  }

  private void checkSize(Path source) throws SourceFailure {
    try {
      if (!Files.isRegularFile(source)) {
        throw SourceFailure.forGood(Files.exists(source) ? "is not a file" : "is not there");
      }
      long length = Files.size(source);
      if (expected() >= 0 && length != expected()) {
        throw SourceFailure.forGood(
            "has " + length + " bytes, but " + expected() + " were promised");
      }
    } catch (IOException e) {
      throw SourceFailure.forGood("cannot be read: " + IoReason.of(e));
    }
  }

  private boolean linked(Path source) {
    try {
      Files.createLink(taken, source.toRealPath());
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static InputStream open(Path source) throws SourceFailure {
    try {
      return Files.newInputStream(source);
    } catch (IOException e) {
      throw SourceFailure.forGood("cannot be read: " + IoReason.of(e));
    }
  }

  private long digested(InputStream in, OutputStream out, MessageDigest own) throws IOException {
    byte[] buffer = new byte[1 << 17];
    long count = 0;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      Cancelled.check();
      own.update(buffer, 0, n);
      out.write(buffer, 0, n);
      count += n;
      tell(count);
    }
    return count;
  }

  private boolean isPromised(Digest digest) {
    return download.digest().filter(promised -> !promised.equals(digest)).isEmpty();
  }

  private String wrong(Digest digest) {
    return "gives "
        + digest
        + ", not the promised "
        + download.digest().map(Digest::toString).orElse("");
  }

  @Override
  public void finish() throws IOException, SourceFailure {
    if (whole.isPresent()) {
      return;
    }
    closeChannel();
    if (size == 0 && Files.notExists(part)) {
      Files.createFile(part);
    }
    if (expected() >= 0 && size != expected()) {
      throw SourceFailure.forNow("ended after " + size + " of " + expected() + " bytes");
    }
    boolean wasContinued = continued;
    Digest digest = algorithm.finish(computation);
    if (!isPromised(digest)) {
      restart();
      throw wasContinued
          ? SourceFailure.forNow(wrong(digest) + ", when gone on with")
          : SourceFailure.forGood(wrong(digest));
    }
    whole = Optional.of(new Whole(part, digest));
  }

  /** The file, once all of it is there and as promised. */
  Optional<Whole> whole() {
    return whole;
  }

  /** Leaves no part behind, whatever has come. */
  void discard() throws IOException {
    closeChannel();
    Files.deleteIfExists(part);
  }

  @Override
  public void close() throws IOException {
    closeChannel();
    if (whole.isEmpty() ? size < WORTH_KEEPING : !whole.get().file().equals(part)) {
      Files.deleteIfExists(part);
    }
  }
}
