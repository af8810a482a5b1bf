package org.tmpfsroot.workbench.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Cancelled;

/** Gets one file from one {@code http:} or {@code https:} address, once. */
final class HttpSource {
  private static final int MOST_REDIRECTS = 8;
  private static final String NAME = "tmpfsroot-workbench";

  private final RetryPolicy policy;
  private final Network network;
  private @Nullable HttpClient client;

  HttpSource(RetryPolicy policy, Network network) {
    this.policy = policy;
    this.network = network;
  }

  /**
   * Puts the file into {@code sink}, behind what is there already where the server can do that.
   *
   * @throws IOException when the sink could not take it
   */
  void get(URI source, Sink sink) throws SourceFailure, IOException {
    URI address = source;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      Optional<URI> elsewhere = ask(address, sink);
      if (elsewhere.isEmpty()) {
        return;
      }
      address = checked(address, elsewhere.get(), sink.isPinned());
    }
    throw SourceFailure.forGood("leads on and on (more than " + MOST_REDIRECTS + " redirects)");
  }

  /** Refuses to be led where a file must not come from. */
  static URI checked(URI from, URI to, boolean pinned) throws SourceFailure {
    String scheme = scheme(to);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw SourceFailure.forGood("leads on to " + Sources.shown(to) + ", which is not followed");
    }
    if (scheme.equals("http") && scheme(from).equals("https") && !pinned) {
      throw SourceFailure.forGood(
          "leads on to " + Sources.shown(to) + ", where nothing keeps the file from being changed");
    }
    return to;
  }

  static String scheme(URI address) {
    return address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
  }

  private Optional<URI> ask(URI address, Sink sink) throws SourceFailure, IOException {
    long have = sink.have(address);
    HttpTransfer transfer = new HttpTransfer(address, sink, have);
    CompletableFuture<HttpResponse<Void>> answer;
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address)
              .header("User-Agent", NAME)
              // TLS peers are asked for HTTP/2; without TLS the upgrade upsets simple servers
              .version(
                  scheme(address).equals("https")
                      ? HttpClient.Version.HTTP_2
                      : HttpClient.Version.HTTP_1_1);
      if (have > 0) {
        request.header("Range", "bytes=" + have + "-");
        sink.version(address).ifPresent(version -> request.header("If-Range", version));
      }
      answer = client().sendAsync(request.build(), transfer);
    } catch (IllegalArgumentException e) {
      throw SourceFailure.forGood("is no address to ask (" + e.getMessage() + ")");
    }
    try {
      await(answer, transfer);
    } finally {
      transfer.stop();
      answer.cancel(true);
    }
    return transfer.outcome();
  }

  private void await(CompletableFuture<?> answer, HttpTransfer transfer)
      throws SourceFailure, IOException {
    long seconds = Math.max(1, policy.stall().toSeconds());
    long before = 0;
    while (true) {
      try {
        answer.get(policy.stall().toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        long moved = transfer.moved();
        if (!transfer.isAnswered()) {
          throw SourceFailure.forNow("did not answer within " + policy.stall().toSeconds() + " s");
        }
        if (moved - before < policy.leastRate() * seconds) {
          throw SourceFailure.forNow(
              "sent only " + (moved - before) + " bytes in " + policy.stall().toSeconds() + " s");
        }
        before = moved;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Cancelled();
      } catch (ExecutionException e) {
        transfer.outcome();
        throw reason(e.getCause() == null ? e : e.getCause());
      }
    }
  }

  private SourceFailure reason(Throwable cause) {
    if (!(cause instanceof IOException)) {
      throw new IllegalStateException("the HTTP client failed", cause);
    }
    if (cause instanceof HttpConnectTimeoutException) {
      return SourceFailure.forNow(
          "let nobody connect within " + policy.connect().toSeconds() + " s");
    }
    if (cause instanceof ConnectException) {
      return causedByName(cause)
          ? SourceFailure.forNow("is on a host that is not known")
          : SourceFailure.forNow("refused the connection");
    }
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof SSLException) {
      return SourceFailure.forGood(TlsFailure.inWords(cause));
    }
    if (message.contains("received no bytes")) {
      return SourceFailure.forNow("closed the connection without an answer");
    }
    return SourceFailure.forNow("broke off (" + message + ")");
  }

  private static boolean causedByName(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  private synchronized HttpClient client() {
    if (client == null) {
      client =
          network
              .client()
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(policy.connect())
              .executor(
                  Executors.newCachedThreadPool(
                      work -> {
                        Thread thread = new Thread(work, "download");
                        thread.setDaemon(true);
                        return thread;
                      }))
              .build();
    }
    return client;
  }
}
