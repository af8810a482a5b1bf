package org.tmpfsroot.workbench.repository;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Digest;

/**
 * The packages of several repositories as they lie in memory, kept so that the next start need not
 * read metadata again. A file begins with {@link #HEAD} bytes, big-endian: {@code WBPKGIDX}, the
 * format's version, the SHA-256 of the metadata it was made from, CRC-32C of all that follows. Then
 * come the columns of {@link PackageTable}. Whatever is not as expected counts as no file.
 */
final class IndexFile {
  private static final long MAGIC = 0x5742504b47494458L;

  /** To be raised whenever a column is added, left out or means something else. */
  private static final int VERSION = 1;

  private static final int KEY = 32;
  static final int HEAD = Long.BYTES + Integer.BYTES + KEY + Long.BYTES;

  private final Path file;
  private final byte[] key;

  private IndexFile(Path file, byte[] key) {
    this.file = file;
    this.key = key;
  }

  /** The file for these repositories, in this order; other revisions of them share its place. */
  static IndexFile in(Path folder, List<LoadedRepository> repositories) {
    StringBuilder where = new StringBuilder();
    StringBuilder what = new StringBuilder();
    for (LoadedRepository each : repositories) {
      where.append(each.source().location()).append('\n');
      what.append(each.repomd()).append('\n');
    }
    String name = digest(where).hex().substring(0, 32) + ".index";
    return new IndexFile(folder.resolve(name), HexFormat.of().parseHex(digest(what).hex()));
  }

  private static Digest digest(StringBuilder text) {
    return Digest.sha256Of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Empty when there is none, or it is torn, of another version or of other metadata. */
  Optional<PackageTable> read() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < HEAD || size > Integer.MAX_VALUE) {
        return Optional.empty();
      }
      ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
      byte[] foundKey = new byte[KEY];
      if (bytes.getLong() != MAGIC || bytes.getInt() != VERSION) {
        return Optional.empty();
      }
      bytes.get(foundKey);
      long promised = bytes.getLong();
      CRC32C checksum = new CRC32C();
      checksum.update(bytes.duplicate());
      return Arrays.equals(key, foundKey) && promised == checksum.getValue()
          ? Optional.of(PackageTable.read(new Columns.Reader(bytes)))
          : Optional.empty();
    } catch (IOException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  /** Keeps the table. Without room or rights it is not kept, and made anew next time. */
  void write(PackageTable table) {
    try (AtomicFile replacement = AtomicFile.replacing(file)) {
      try (FileChannel channel =
          FileChannel.open(
              replacement.temporary(), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        channel.position(HEAD);
        Columns.Writer columns = new Columns.Writer(channel);
        table.write(columns);
        long checksum = columns.finish();
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        head.putLong(MAGIC).putInt(VERSION).put(key).putLong(checksum).flip();
        while (head.hasRemaining()) {
          channel.write(head, head.position());
        }
      }
      replacement.commit();
    } catch (IOException e) {
      // only time is lost: the packages are in memory already
    }
  }
}
