package org.tmpfsroot.workbench.download;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.LockFile;
import org.tmpfsroot.workbench.io.Parallel;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.WorkFolder;

/**
 * Brings files into a {@link ContentStore}, from mirrors and from folders. One is made for the life
 * of the program; calls from several threads are fine.
 */
public final class Downloader {
  private final ContentStore store;
  private final boolean offline;
  private final RetryPolicy policy;
  private final Network network;
  private final Sources sources;

  /**
   * @param offline never touch the network: only the store and {@code file:} sources
   */
  public Downloader(ContentStore store, boolean offline, RetryPolicy policy) {
    this(store, offline, policy, Network.DIRECT);
  }

  /**
   * @param offline never touch the network: only the store and {@code file:} sources
   * @param network how servers are reached
   */
  public Downloader(ContentStore store, boolean offline, RetryPolicy policy, Network network) {
    this.store = store;
    this.network = network;
    this.offline = offline;
    this.policy = policy;
    this.sources = new Sources(policy, offline, network);
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
   * @throws Fault (world) naming each source with what is wrong there
   * @throws Cancelled when interrupted
   */
  public Path fetch(Download download, Progress progress) {
    return fetchAll(List.of(download), progress).values().iterator().next();
  }

  /**
   * Fetches several at once. The first failure stops the others.
   *
   * @return the place of each, in the given order
   * @throws Fault (world) naming each source with what is wrong there
   * @throws Cancelled when interrupted
   */
  public Map<Download, Path> fetchAll(List<Download> downloads, Progress progress) {
    Map<Download, Path> places = new LinkedHashMap<>();
    List<Download> missing =
        downloads.stream().distinct().filter(download -> known(download).isEmpty()).toList();
    if (missing.isEmpty()) {
      clearAway();
    } else {
      bringIn(missing, places, progress);
    }
    Map<Download, Path> ordered = new LinkedHashMap<>();
    for (Download download : downloads) {
      Path fetched = places.get(download);
      ordered.put(download, fetched != null ? fetched : known(download).orElseThrow());
    }
    return ordered;
  }

  /** Bringing in does so, too; one that was killed after its last file left nothing to bring in. */
  private void clearAway() {
    try {
      store.clearAway();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(store.root(), e);
    }
  }

  private Optional<Path> known(Download download) {
    return download.digest().flatMap(store::find);
  }

  private void bringIn(List<Download> missing, Map<Download, Path> places, Progress progress) {
    long total = 0;
    for (Download download : missing) {
      total = total < 0 || download.size() < 0 ? -1 : total + download.size();
    }
    String title =
        missing.size() == 1
            ? "fetching " + missing.get(0).name()
            : "fetching " + missing.size() + " files";
    AtomicInteger number = new AtomicInteger();
    try (Progress.Task task = progress.begin(title, total);
        WorkFolder work = store.work()) {
      List<Path> brought =
          Parallel.map(
              missing,
              policy.parallel(),
              download -> {
                Path place = work.resolve("file-" + number.incrementAndGet());
                if (missing.size() == 1) {
                  return bringIn(download, place, task, progress);
                }
                try (Progress.Task own = progress.begin(download.name(), download.size())) {
                  Progress.Task both =
                      amount -> {
                        own.advance(amount);
                        task.advance(amount);
                      };
                  return bringIn(download, place, both, progress);
                }
              });
      for (int i = 0; i < brought.size(); i++) {
        places.put(missing.get(i), brought.get(i));
      }
    } catch (IOException e) {
      Cancelled.check();
      throw AtomicFile.cannotWrite(store.root(), e);
    }
  }

  private Path bringIn(Download download, Path place, Progress.Task task, Progress progress) {
    try {
      if (download.digest().isEmpty()) {
        return fill(
            download, place.resolveSibling(place.getFileName() + ".part"), place, task, progress);
      }
      LockFile turn = store.lock(download.digest().get());
      try {
        Optional<Path> meanwhile = known(download);
        return meanwhile.isPresent()
            ? meanwhile.get()
            : fill(download, store.partial(download.digest().get()), place, task, progress);
      } finally {
        turn.close();
      }
    } catch (IOException e) {
      Cancelled.check();
      throw AtomicFile.cannotWrite(store.root(), e);
    }
  }

  private Path fill(Download download, Path part, Path taken, Progress.Task task, Progress progress)
      throws IOException {
    try (StoreSink sink = StoreSink.of(download, part, taken, task)) {
      try {
        if (sink.whole().isEmpty()) {
          sources.fill(download.name(), download.sources(), sink, progress);
        }
        StoreSink.Whole whole = sink.whole().orElseThrow();
        return store.adopt(whole.file(), whole.digest());
      } catch (IOException e) {
        // what came does not fit on the disk or cannot be kept: a part would be in the way
        sink.discard();
        throw e;
      }
    }
  }

  /**
   * Whether files are still to be had, several asked for at once and none fetched. What is kept in
   * the store does not count; offline only {@code file:} sources are asked.
   *
   * @throws Cancelled when interrupted
   */
  public Map<Download, Presence> presence(List<Download> downloads, Progress progress) {
    return PresenceCheck.of(downloads, offline, policy, network, progress);
  }

  /**
   * A small file that nobody vouches for, such as a metalink, from the first source that has it.
   *
   * @param name what messages call it
   * @param limit the most bytes it may have
   * @throws Fault (world) naming each source with what is wrong there
   * @throws Cancelled when interrupted
   */
  public byte[] fetchBytes(String name, List<URI> sources, long limit, Progress progress) {
    MemorySink sink = new MemorySink(limit);
    try {
      this.sources.fill(name, sources, sink, progress);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return sink.toBytes();
  }
}
