package org.tmpfsroot.workbench.session;

import java.util.Locale;
import java.util.Optional;

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

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public EngineChoice {
    if (kind == Kind.EMBEDDED && host.isPresent()) {
      throw new IllegalArgumentException("the embedded engine has no host");
    }
  }

  public static EngineChoice docker(Optional<String> host) {
    return new EngineChoice(Kind.DOCKER, host);
  }
}
