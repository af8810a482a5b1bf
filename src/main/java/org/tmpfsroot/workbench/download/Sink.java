package org.tmpfsroot.workbench.download;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Where one file's bytes go. Its own input and output errors are the store's, not a source's. */
interface Sink {
  /** How many bytes must come, or {@link Download#ANY_SIZE}. */
  long expected();

  /** A server says how many bytes the whole file has, which need not be true. */
  default void promise(long bytes) {}

  /** The most bytes that are taken. */
  long limit();

  /** Whether the bytes are known beforehand, so that it does not matter who gives them. */
  boolean isPinned();

  /** How many bytes are there that the rest from {@code address} can be put behind. */
  long have(URI address);

  /** What the server at {@code address} called the version that is there in part. */
  Optional<String> version(URI address);

  /** Drops what is there: the file begins anew, from {@code address}. */
  void begin(URI address, Optional<String> version) throws IOException;

  /** What follows is put behind what is there. */
  void goOn();

  void write(ByteBuffer bytes) throws IOException;

  /** Takes a file of this machine instead. */
  void take(Path file) throws IOException, SourceFailure;

  /** Says that all has come; refuses what is not what was promised. */
  void finish() throws IOException, SourceFailure;
}
