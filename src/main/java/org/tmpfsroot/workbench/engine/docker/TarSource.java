package org.tmpfsroot.workbench.engine.docker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;

/**
 * A tree as a tar stream (POSIX pax) that is made while it is read: no second copy of what may be
 * gigabytes. Everything belongs to root and has the same date.
 *
 * @param below the path that the tree gets, without a slash at its ends; empty for none
 */
record TarSource(String below, IsoTree tree, Instant date) {
  private static final int BLOCK = 512;
  private static final int FILE = 0644;
  private static final int PROGRAM = 0755;
  private static final int LINK = 0777;

  /** In bytes, without headers. */
  long size() {
    return tree.nodes().values().stream()
        .mapToLong(node -> node instanceof IsoTree.Node.File file ? file.content().size() : 0)
        .sum();
  }

  /** Reading ends with {@link Cancelled} when the thread is interrupted. */
  InputStream open(Progress.Task task) {
    SortedMap<String, IsoTree.Node> all = new TreeMap<>();
    for (int end = below.indexOf('/'); end > 0; end = below.indexOf('/', end + 1)) {
      all.put(below.substring(0, end), new IsoTree.Node.Directory());
    }
    if (!below.isEmpty()) {
      all.put(below, new IsoTree.Node.Directory());
    }
    tree.nodes()
        .forEach((path, node) -> all.put(below.isEmpty() ? path : below + "/" + path, node));
    Iterator<Supplier<InputStream>> parts =
        Stream.concat(
                all.entrySet().stream().flatMap(this::parts), Stream.of(TarSource::endOfArchive))
            .iterator();
    return new Parts(parts, task);
  }

  private Stream<Supplier<InputStream>> parts(Map.Entry<String, IsoTree.Node> entry) {
    Supplier<InputStream> header = () -> header(entry.getKey(), entry.getValue());
    if (entry.getValue() instanceof IsoTree.Node.File file) {
      return Stream.of(header, () -> opened(file.content()), () -> padding(file.content().size()));
    }
    return Stream.of(header);
  }

  private InputStream header(String path, IsoTree.Node node) {
    TarArchiveEntry entry;
    if (node instanceof IsoTree.Node.Link link) {
      entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
      entry.setMode(LINK);
      entry.setLinkName(link.target());
    } else if (node instanceof IsoTree.Node.File file) {
      entry = new TarArchiveEntry(path);
      entry.setSize(file.content().size());
      entry.setMode(file.executable() ? PROGRAM : FILE);
    } else {
      entry = new TarArchiveEntry(path + "/");
      entry.setMode(PROGRAM);
    }
    entry.setIds(0, 0);
    entry.setModTime(date.toEpochMilli());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      // one record is one block: what a file's end is filled up to is up to this class
      TarArchiveOutputStream tar =
          new TarArchiveOutputStream(bytes, BLOCK, StandardCharsets.UTF_8.name());
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      tar.putArchiveEntry(entry);
      tar.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  private static InputStream opened(IsoContent content) {
    try {
      return content.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream padding(long size) {
    return new ByteArrayInputStream(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
  }

  private static InputStream endOfArchive() {
    return new ByteArrayInputStream(new byte[2 * BLOCK]);
  }

  /** One part after the other, each opened when the one before has been read. */
  private static final class Parts extends InputStream {
    private final Iterator<Supplier<InputStream>> left;
    private final Progress.Task task;
    private InputStream part = InputStream.nullInputStream();

    Parts(Iterator<Supplier<InputStream>> parts, Progress.Task task) {
      this.left = parts;
      this.task = task;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      Cancelled.check();
      int count = part.read(buffer, offset, length);
      while (count < 0 && left.hasNext()) {
        part.close();
        part = left.next().get();
        count = part.read(buffer, offset, length);
      }
      task.advance(Math.max(0, count));
      return count;
    }

    @Override
    public void close() throws IOException {
      part.close();
    }
  }
}
