package org.tmpfsroot.workbench.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way into a {@link Sink}. Written to by the client's threads, looked at and
 * stopped by the thread that waits; after {@link #stop()} the sink is left alone.
 */
final class HttpTransfer implements BodyHandler<Void>, BodySubscriber<Void> {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

  private final URI address;
  private final Sink sink;
  private final long from;
  private final CompletableFuture<Void> body = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private @Nullable SourceFailure failure;
  private @Nullable IOException sinkFailure;
  private @Nullable URI redirect;
  private boolean answered;
  private boolean stopped;
  private long before;
  private long moved;

  /**
   * @param from how many bytes were asked to be left out
   */
  HttpTransfer(URI address, Sink sink, long from) {
    this.address = address;
    this.sink = sink;
    this.from = from;
  }

  @Override
  public synchronized BodySubscriber<Void> apply(ResponseInfo answer) {
    answered = true;
    if (!stopped) {
      try {
        accept(answer);
      } catch (SourceFailure e) {
        failure = e;
        stopped = true;
      } catch (IOException e) {
        sinkFailure = e;
        stopped = true;
      }
    }
    return this;
  }

  private void accept(ResponseInfo answer) throws SourceFailure, IOException {
    HttpHeaders headers = answer.headers();
    int status = answer.statusCode();
    switch (status) {
      case 200 -> {
        OptionalLong length = headers.firstValueAsLong("Content-Length");
        boolean framed =
            length.isPresent()
                || headers.firstValue("Transfer-Encoding").isPresent()
                || answer.version() == HttpClient.Version.HTTP_2;
        if (!framed && !sink.isPinned()) {
          throw SourceFailure.forGood(
              "does not say how long the file is, so that half of it could not be told from all");
        }
        checkLength(length.orElse(Download.ANY_SIZE));
        sink.begin(address, version(headers));
      }
      case 206 -> {
        checkRange(headers.firstValue("Content-Range").orElse(""));
        before = from;
        sink.goOn();
      }
      case 301, 302, 303, 307, 308 -> {
        redirect = target(headers);
        stopped = true;
      }
      case 416 -> {
        sink.begin(address, Optional.empty());
        throw SourceFailure.forNow("has fewer bytes than have come already");
      }
      case 408, 425, 429, 500, 502, 503, 504 ->
          throw SourceFailure.forNow("answered " + status + phrase(status));
      default -> throw SourceFailure.forGood("answered " + status + phrase(status));
    }
  }

  private URI target(HttpHeaders headers) throws SourceFailure {
    String location = headers.firstValue("Location").orElse("");
    try {
      return address.resolve(location);
    } catch (IllegalArgumentException e) {
      throw SourceFailure.forGood("leads on to '" + location + "', which is no address");
    }
  }

  private static String phrase(int status) {
    return switch (status) {
      case 401, 403 -> " (no right to it)";
      case 404, 410 -> " (not there)";
      case 429 -> " (too many requests)";
      case 503 -> " (overloaded or in maintenance)";
      default -> status >= 500 ? " (an error of the server)" : "";
    };
  }

  private void checkLength(long length) throws SourceFailure {
    long expected = sink.expected();
    if (length >= 0 && expected >= 0 && length != expected) {
      throw SourceFailure.forGood("has " + length + " bytes, but " + expected + " were promised");
    }
    if (length > sink.limit()) {
      throw SourceFailure.forGood(
          "has " + length + " bytes, and more than " + sink.limit() + " are not taken");
    }
    if (length >= 0) {
      sink.promise(length);
    }
  }

  private void checkRange(String contentRange) throws SourceFailure {
    Matcher matcher = CONTENT_RANGE.matcher(contentRange);
    if (from == 0 || !matcher.matches() || Long.parseLong(matcher.group(1)) != from) {
      throw SourceFailure.forNow(
          "answered with another part of the file than asked for (" + contentRange + ")");
    }
    if (!matcher.group(3).equals("*")) {
      checkLength(Long.parseLong(matcher.group(3)));
    }
  }

  /** What tells two versions of a file apart for sure; a weak tag does not. */
  private static Optional<String> version(HttpHeaders headers) {
    return headers
        .firstValue("ETag")
        .filter(tag -> tag.startsWith("\""))
        .or(() -> headers.firstValue("Last-Modified"));
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    if (stopped) {
      given.cancel();
      body.complete(null);
    } else {
      given.request(1);
    }
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> pieces) {
    Flow.Subscription source = subscription;
    if (stopped || source == null) {
      return;
    }
    try {
      for (ByteBuffer piece : pieces) {
        moved += piece.remaining();
        if (before + moved > most()) {
          failure = SourceFailure.forGood("sent more than the " + most() + " bytes it may have");
          stop();
          return;
        }
        sink.write(piece);
      }
      source.request(1);
    } catch (IOException e) {
      sinkFailure = e;
      stop();
    }
  }

  private long most() {
    return sink.expected() >= 0 ? Math.min(sink.expected(), sink.limit()) : sink.limit();
  }

  @Override
  public void onError(Throwable cause) {
    body.completeExceptionally(cause);
  }

  @Override
  public void onComplete() {
    body.complete(null);
  }

  @Override
  public CompletionStage<Void> getBody() {
    return body;
  }

  /** Takes nothing more from the server. */
  synchronized void stop() {
    stopped = true;
    if (subscription != null) {
      subscription.cancel();
    }
    body.complete(null);
  }

  /** How many bytes have come. */
  synchronized long moved() {
    return moved;
  }

  /** Whether the server has begun to answer. */
  synchronized boolean isAnswered() {
    return answered;
  }

  /**
   * Where the server sends us instead, if it does.
   *
   * @throws SourceFailure when the answer was refused
   * @throws IOException when the sink could not take it
   */
  synchronized Optional<URI> outcome() throws SourceFailure, IOException {
    if (sinkFailure != null) {
      throw sinkFailure;
    }
    if (failure != null) {
      throw failure;
    }
    return Optional.ofNullable(redirect);
  }
}
