package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The process a container works for, so that those of a killed program can be told from those of
 * one that is at work. A number alone is used again, so the time it was started counts, too.
 */
record Owner(String host, long process, String started) {
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** This program. */
  static Owner current() {
    return of(ProcessHandle.current());
  }

  private static Owner of(ProcessHandle process) {
    return new Owner(
        hostName(),
        process.pid(),
        process.info().startInstant().map(Instant::toString).orElse("unknown"));
  }

  private static String hostName() {
    try {
      return Files.readString(HOST_NAME).strip();
    } catch (IOException e) {
      return "this-machine";
    }
  }

  /** What {@link #toString()} gave; empty for anything else. */
  static Optional<Owner> parse(String text) {
    String[] words = text.split(" ", -1);
    if (words.length != 3 || !words[1].matches("[0-9]{1,10}")) {
      return Optional.empty();
    }
    return Optional.of(new Owner(words[0], Long.parseLong(words[1]), words[2]));
  }

  /** Whether this is a process of this machine. */
  boolean isHere() {
    return host.equals(hostName());
  }

  /** Whether it is a process of this machine that has not ended. */
  boolean isAtWork() {
    return isHere() && ProcessHandle.of(process).map(Owner::of).filter(this::equals).isPresent();
  }

  /** {@code build-host 4711 2026-04-01T10:20:30.400Z}. */
  @Override
  public String toString() {
    return host + " " + process + " " + started;
  }
}
