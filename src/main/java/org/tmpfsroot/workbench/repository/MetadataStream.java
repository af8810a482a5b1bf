package org.tmpfsroot.workbench.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Function;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.BoundedInputStream;
import org.tmpfsroot.workbench.io.Compression;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.io.Progress;

/** Opens a metadata file, whatever it is compressed with, and compares what was inside. */
final class MetadataStream {
  /** Several times Fedora's largest file list. */
  private static final long MOST_BYTES = 8L << 30;

  private MetadataStream() {}

  /**
   * Reads the file to its end.
   *
   * @param document what messages call it
   * @param openDigest what the decompressed bytes should have; where they have another, that is
   *     noted, since the digest of the file itself was right
   */
  static <T> T read(
      Path file,
      String document,
      Optional<Digest> openDigest,
      Progress progress,
      Function<InputStream, T> reader) {
    Digest.Algorithm algorithm = openDigest.map(Digest::algorithm).orElse(Digest.Algorithm.SHA256);
    MessageDigest computation = algorithm.start();
    try (InputStream raw = Files.newInputStream(file);
        InputStream open = Compression.decompress(raw);
        InputStream bounded = new BoundedInputStream(open, document, MOST_BYTES);
        InputStream ahead =
            ReadAheadStream.of(
                openDigest.isEmpty() ? bounded : new DigestInputStream(bounded, computation))) {
      T result = reader.apply(ahead);
      ahead.transferTo(OutputStream.nullOutputStream());
      openDigest.ifPresent(
          expected -> compare(document, algorithm.finish(computation), expected, progress));
      return result;
    } catch (IOException e) {
      throw Fault.world(
              "cannot read " + document,
              IoReason.of(e),
              "try again; `repository refresh` fetches what has changed")
          .causedBy(e);
    }
  }

  private static void compare(String document, Digest found, Digest expected, Progress progress) {
    if (!found.equals(expected)) {
      progress.note(
          "warning: " + document + " unpacks to " + found + ", its repomd.xml says " + expected);
    }
  }
}
