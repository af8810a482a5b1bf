package org.tmpfsroot.workbench.engine.docker;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a daemon may be.
 *
 * @param uri {@code unix:///PATH} or {@code tcp://HOST:PORT}
 * @param certificates the folder with {@code ca.pem}, and {@code cert.pem} and {@code key.pem} for
 *     a daemon that asks who calls; empty for a connection without TLS
 * @param origin who says so, for messages: {@code DOCKER_HOST}, {@code the context build-host}
 */
record DaemonAddress(URI uri, Optional<Path> certificates, String origin) {

  static DaemonAddress socket(Path socket, String origin) {
    // its three slashes and the path as it is, whatever signs that has
    URI uri = URI.create("unix://" + socket.toUri().getRawPath());
    return new DaemonAddress(uri, Optional.empty(), origin);
  }

  boolean isSocket() {
    return "unix".equals(uri.getScheme());
  }

  /** {@code unix:///run/docker.sock (the usual place)}. */
  @Override
  public String toString() {
    return uri + " (" + origin + ")";
  }
}
