package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.testing.Peer;

/** A daemon for one test, which may be killed. */
final class OwnDaemon implements AutoCloseable {
  private static final long TO_START_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Path state;
  private final Path data;
  private final List<String> options;
  private Process process;

  /**
   * Starts one.
   *
   * @param state an empty folder with a short path, since a socket's path has 107 bytes at most
   * @param data where it keeps images and containers
   * @param options besides those it needs to run here
   */
  OwnDaemon(Path state, Path data, String... options) throws IOException {
    this.state = state;
    this.data = data;
    this.options = List.of(options);
    this.process = start();
  }

  Path socket() {
    return state.resolve("docker.sock");
  }

  private Process start() throws IOException {
    Files.deleteIfExists(state.resolve("pid"));
    List<String> words =
        new ArrayList<>(
            List.of(
                "dockerd",
                "--data-root=" + data,
                "--exec-root=" + state.resolve("exec"),
                "--pidfile=" + state.resolve("pid"),
                "--host=unix://" + socket(),
                "--bridge=none",
                "--iptables=false",
                "--ip6tables=false",
                "--ip-forward=false",
                "--ip-masq=false",
                "--exec-opt=native.cgroupdriver=cgroupfs"));
    words.addAll(options);
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(state.resolve("log").toFile()))
        .start();
  }

  /** Waits until it answers. */
  Daemon daemon() throws IOException, InterruptedException {
    long end = System.nanoTime() + TO_START_NANOS;
    while (true) {
      try {
        return new DaemonAddresses(Map.of(), state).connect(Optional.of("unix://" + socket()));
      } catch (Fault e) {
        if (System.nanoTime() > end || !process.isAlive()) {
          throw new AssertionError(Files.readString(state.resolve("log")), e);
        }
        process.waitFor(100, TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Ends it and all it has started as a power cut would. */
  void kill() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly().onExit().join();
    all.forEach(
        each -> {
          each.destroyForcibly();
          each.onExit().join();
        });
  }

  void again() throws IOException {
    process = start();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
    kill();
    // one that was killed leaves what it mounted
    for (String line : Files.readAllLines(Path.of("/proc/mounts"))) {
      String place = line.split(" ")[1];
      if (place.startsWith(state.toString())) {
        Peer.run("umount", "--lazy", place);
      }
    }
  }
}
