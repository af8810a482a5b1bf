package org.tmpfsroot.workbench.testing;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the test only where a Docker daemon listens, at the socket that {@code DOCKER_HOST} names or
 * the system's. Elsewhere it is skipped by name; with {@code WORKBENCH_PEERS=required} it fails
 * instead.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequirementCondition.class)
public @interface RequiresDocker {
  /** The daemon for tests. */
  final class Daemon {
    private Daemon() {}

    /** Where it is. */
    public static Path socket() {
      String host = System.getenv().getOrDefault("DOCKER_HOST", "");
      return Path.of(
          host.startsWith("unix:") ? URI.create(host).getPath() : "/var/run/docker.sock");
    }

    static boolean answers() {
      try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
        return channel.isConnected();
      } catch (IOException e) {
        return false;
      }
    }
  }
}
