package org.tmpfsroot.workbench.download;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Progress;

/** Tries one source after the other, and some of them again. Remembers which hosts failed. */
final class Sources {
  private static final int MOST_SOURCES = 24;
  private static final int MOST_REASONS = 3;

  private final RetryPolicy policy;
  private final boolean offline;
  private final HttpSource http;
  private final Map<String, Integer> failuresByHost = new ConcurrentHashMap<>();

  Sources(RetryPolicy policy, boolean offline, Network network) {
    this.policy = policy;
    this.offline = offline;
    this.http = new HttpSource(policy, network);
  }

  /**
   * Fills {@code sink} from one of {@code sources}.
   *
   * @throws Fault (world) when none gives the file
   * @throws IOException when the sink could not take it
   */
  void fill(String name, List<URI> sources, Sink sink, Progress progress) throws IOException {
    Deque<URI> left = new ArrayDeque<>(inOrder(sources));
    if (left.isEmpty()) {
      throw nothingToAsk(name, sources);
    }
    Map<URI, String> reasons = new LinkedHashMap<>();
    Map<URI, Integer> tries = new HashMap<>();
    int attempts = 0;
    while (!left.isEmpty() && attempts < policy.attempts()) {
      URI source = left.removeFirst();
      int again = tries.merge(source, 1, Integer::sum) - 1;
      if (again > 0) {
        pause(policy.waitBefore(again).toMillis());
      }
      Cancelled.check();
      try {
        get(source, sink);
        sink.finish();
        failuresByHost.remove(host(source));
        return;
      } catch (SourceFailure e) {
        reasons.put(source, e.reason());
        if (!e.isFinal()) {
          attempts++;
          failuresByHost.merge(host(source), 1, Integer::sum);
          left.addLast(source);
        }
        if (!left.isEmpty() && attempts < policy.attempts()) {
          progress.note(name + ": " + shown(source) + " " + e.reason() + "; trying on");
        }
      }
    }
    throw failed(name, reasons);
  }

  private void get(URI source, Sink sink) throws SourceFailure, IOException {
    switch (HttpSource.scheme(source)) {
      case "file" -> sink.take(path(source));
      case "http", "https" -> http.get(source, sink);
      default -> throw SourceFailure.forGood("is neither https:, http: nor file:");
    }
  }

  /** Hosts that failed last; otherwise as given. */
  private List<URI> inOrder(List<URI> sources) {
    return sources.stream()
        .distinct()
        .filter(source -> !offline || isFile(source))
        .sorted(Comparator.comparingInt(source -> failuresByHost.getOrDefault(host(source), 0)))
        .limit(MOST_SOURCES)
        .toList();
  }

  private static boolean isFile(URI source) {
    return HttpSource.scheme(source).equals("file");
  }

  private static Path path(URI source) throws SourceFailure {
    try {
      return Path.of(source);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw SourceFailure.forGood("is no file's address (" + e.getMessage() + ")");
    }
  }

  private static String host(URI source) {
    return String.valueOf(source.getRawAuthority());
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    }
  }

  /** The address as it may be shown: without a user's name and password. */
  static String shown(URI source) {
    if (source.getRawUserInfo() == null) {
      return source.toString();
    }
    try {
      return new URI(
              source.getScheme(),
              null,
              source.getHost(),
              source.getPort(),
              source.getPath(),
              null,
              null)
          .toString();
    } catch (URISyntaxException e) {
      return source.getScheme() + "://" + source.getHost();
    }
  }

  private Fault nothingToAsk(String name, List<URI> sources) {
    if (offline && !sources.isEmpty()) {
      return Fault.world(
          "cannot fetch " + name,
          "it is not in the cache, and the network is not to be touched",
          "start without --offline, or choose a local folder with `mirror use DIR`");
    }
    return Fault.world(
        "cannot fetch " + name,
        "it is not in the cache, and no source is known for it",
        "choose one with `mirror use URL`");
  }

  private static Fault failed(String name, Map<URI, String> reasons) {
    StringBuilder why = new StringBuilder();
    reasons.entrySet().stream()
        .limit(MOST_REASONS)
        .forEach(
            entry ->
                why.append(why.isEmpty() ? "" : "; ")
                    .append(shown(entry.getKey()))
                    .append(' ')
                    .append(entry.getValue()));
    if (reasons.size() > MOST_REASONS) {
      why.append("; and ").append(reasons.size() - MOST_REASONS).append(" more");
    }
    boolean local = reasons.keySet().stream().allMatch(Sources::isFile);
    return Fault.world(
        "cannot fetch " + name,
        why.toString(),
        local
            ? "put the right file there, then try again"
            : "try again later, or choose another mirror with `mirror use URL`");
  }
}
