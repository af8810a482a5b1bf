package org.tmpfsroot.workbench.session;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * What runs the build steps.
 *
 * @param host the Docker daemon's address, for {@link Kind#DOCKER} only; empty is the machine's own
 */
public record EngineChoice(Kind kind, Optional<String> host) {
  /** The engine of a new session. */
  public static final EngineChoice EMBEDDED = new EngineChoice(Kind.EMBEDDED, Optional.empty());

  /** The engines there are; {@link #toString()} is the name that is typed. */
  public enum Kind {
    EMBEDDED,
    DOCKER;

    /**
     * The engine of that name.
     *
     * @throws Fault (usage) when there is none
     */
    public static Kind parse(String name) {
      return Stream.of(values())
          .filter(kind -> kind.toString().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  Fault.usage(
                      "there is no engine '" + name + "'",
                      "the engines are embedded and docker",
                      "type `engine use embedded`"));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Pattern HOST =
      Pattern.compile("(tcp|http|https)://[A-Za-z0-9.-]+(:[0-9]{1,5})?|unix://(/[A-Za-z0-9._-]+)+");

  /** A choice that was checked; see {@link #of}. */
  public EngineChoice {
    if (host.isPresent() && (kind == Kind.EMBEDDED || !HOST.matcher(host.get()).matches())) {
      throw new IllegalArgumentException(kind + " at " + host);
    }
  }

  /**
   * The choice of an engine and, for Docker, where its daemon is.
   *
   * @throws Fault (usage) when the embedded engine is given a host, or the host is no address of a
   *     daemon
   */
  public static EngineChoice of(Kind kind, Optional<String> host) {
    if (kind == Kind.EMBEDDED && host.isPresent()) {
      throw Fault.usage(
          "the embedded engine has no host",
          "it is this program itself",
          "type `engine use embedded` or `engine use docker --host tcp://HOST:2376`");
    }
    host.filter(address -> !HOST.matcher(address).matches())
        .ifPresent(
            address -> {
              throw Fault.usage(
                  "the host of the Docker daemon is refused",
                  "it is not a tcp, http, https or unix address without a password",
                  "type `engine use docker --host tcp://HOST:2376`");
            });
    return new EngineChoice(kind, host);
  }
}
