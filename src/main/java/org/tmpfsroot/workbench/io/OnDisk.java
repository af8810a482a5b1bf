package org.tmpfsroot.workbench.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Cancelled;

/**
 * Forces files to the disk. Until then only the system's memory is sure to have their bytes, while
 * their names, sizes and times may be on the disk already: after a power cut a file may look as it
 * should and hold zeros.
 */
public final class OnDisk {
  /** Forced at once they share what the disk does for each; more of them make it no faster. */
  private static final int AT_ONCE = 8;

  private OnDisk() {}

  /**
   * Forces one file's bytes, size and time.
   *
   * @throws Cancelled when the thread is interrupted
   */
  public static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    }
  }

  /**
   * Forces every file below {@code folder}, but no names: whoever relies on a file's being there
   * has to look for it.
   *
   * @throws Cancelled when the thread is interrupted
   */
  public static void forceFilesBelow(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      List<Path> files =
          paths.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList();
      Parallel.map(files, AT_ONCE, OnDisk::forced);
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      throw cause == null ? new IOException(e) : cause;
    }
  }

  private static Path forced(Path file) {
    try {
      force(file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
