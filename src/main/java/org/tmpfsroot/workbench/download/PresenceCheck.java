package org.tmpfsroot.workbench.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Parallel;
import org.tmpfsroot.workbench.io.Progress;

/**
 * Asks sources whether they have files, without fetching them: one after the other until one has
 * it, since a mirror may lag behind the others. Where nobody could connect to a server, it is not
 * asked for another file.
 */
final class PresenceCheck {
  private static final int AT_ONCE = 8;
  private static final int NOT_FOUND = 404;
  private static final int NO_MORE = 410;
  private static final int FINE = 200;

  private final boolean offline;
  private final Duration patience;
  private final HttpClient client;
  private final Set<String> silent = ConcurrentHashMap.newKeySet();

  private PresenceCheck(boolean offline, RetryPolicy policy, Network network) {
    this.offline = offline;
    this.patience = policy.connect();
    this.client =
        network
            .client()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(policy.connect())
            .build();
  }

  /**
   * Looks for all the files, several at once.
   *
   * @param offline ask nobody but {@code file:} sources
   * @throws Cancelled when interrupted
   */
  static Map<Download, Presence> of(
      List<Download> files,
      boolean offline,
      RetryPolicy policy,
      Network network,
      Progress progress) {
    if (files.isEmpty()) {
      return Map.of();
    }
    List<Download> all = files.stream().distinct().toList();
    PresenceCheck check = new PresenceCheck(offline, policy, network);
    try (Progress.Task task = progress.begin("looking for files", files.size())) {
      List<Presence> found =
          Parallel.map(
              all,
              AT_ONCE,
              file -> {
                Presence presence = check.presence(file);
                task.advance(1);
                return presence;
              });
      Map<Download, Presence> presences = new LinkedHashMap<>();
      for (int i = 0; i < found.size(); i++) {
        presences.put(all.get(i), found.get(i));
      }
      return presences;
    }
  }

  private Presence presence(Download file) {
    Presence best = Presence.UNREACHABLE;
    for (URI source : file.sources().stream().distinct().toList()) {
      Cancelled.check();
      Presence presence = presence(file, source);
      if (presence.compareTo(best) < 0) {
        best = presence;
      }
      if (best == Presence.WHOLE) {
        break;
      }
    }
    return best;
  }

  private Presence presence(Download file, URI source) {
    return switch (HttpSource.scheme(source)) {
      case "file" -> local(file, Path.of(source));
      case "http", "https" -> offline ? Presence.UNREACHABLE : remote(file, source);
      default -> Presence.UNREACHABLE;
    };
  }

  private static Presence local(Download file, Path path) {
    if (!Files.isRegularFile(path)) {
      return Presence.GONE;
    }
    try {
      if (!isExpected(file, Files.size(path))) {
        return Presence.ANOTHER_FILE;
      }
      Digest.Algorithm algorithm =
          file.digest().map(Digest::algorithm).orElse(Digest.Algorithm.SHA256);
      Digest found = algorithm.of(path);
      return file.digest().map(found::equals).orElse(true) ? Presence.WHOLE : Presence.ANOTHER_FILE;
    } catch (IOException e) {
      return Presence.UNREACHABLE;
    }
  }

  private Presence remote(Download file, URI source) {
    String server = source.getScheme() + "://" + source.getRawAuthority();
    if (silent.contains(server)) {
      return Presence.UNREACHABLE;
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(source)
              .method("HEAD", HttpRequest.BodyPublishers.noBody())
              .version(
                  HttpSource.scheme(source).equals("https")
                      ? HttpClient.Version.HTTP_2
                      : HttpClient.Version.HTTP_1_1)
              .timeout(patience)
              .build();
      HttpResponse<Void> answer = client.send(request, HttpResponse.BodyHandlers.discarding());
      return switch (answer.statusCode()) {
        case FINE ->
            isExpected(file, answer.headers().firstValueAsLong("Content-Length").orElse(-1))
                ? Presence.WHOLE
                : Presence.ANOTHER_FILE;
        case NOT_FOUND, NO_MORE -> Presence.GONE;
        default -> Presence.UNREACHABLE;
      };
    } catch (ConnectException | HttpConnectTimeoutException e) {
      silent.add(server);
      return Presence.UNREACHABLE;
    } catch (IOException | IllegalArgumentException e) {
      return Presence.UNREACHABLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled();
    }
  }

  /** A size nobody tells is no reason to complain. */
  private static boolean isExpected(Download file, long size) {
    return size < 0 || file.size() == Download.ANY_SIZE || size == file.size();
  }
}
