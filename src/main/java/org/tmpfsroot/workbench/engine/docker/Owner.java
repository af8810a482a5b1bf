package org.tmpfsroot.workbench.engine.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The process a container works for, so that those of a killed program can be told from those of
 * one that is at work. A number alone is used again, so the time it was started counts, too, and a
 * program in a container has numbers of its own, so the name space they are of does.
 *
 * @param host the machine's name and the number of that space: {@code build-host/4026531836}
 * @param started in UTC, as the system tells it
 */
record Owner(String host, long process, String started) {
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Path NUMBERS = Path.of("/proc/self/ns/pid");

  /** This program. */
  static Owner current() {
    return of(ProcessHandle.current());
  }

  private static Owner of(ProcessHandle process) {
    return new Owner(
        here(),
        process.pid(),
        process.info().startInstant().map(Instant::toString).orElse("unknown"));
  }

  private static String here() {
    try {
      String space = Files.readSymbolicLink(NUMBERS).toString().replaceAll("[^0-9]", "");
      return Files.readString(HOST_NAME).strip() + "/" + space;
    } catch (IOException e) {
      // another system than Linux, which has neither
      return "this-machine/0";
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
    return host.equals(here());
  }

  /** Whether it is a process of this machine that has not ended. */
  boolean isAtWork() {
    return isHere() && ProcessHandle.of(process).map(Owner::of).filter(this::equals).isPresent();
  }

  /** The machine, for people. */
  String machine() {
    int slash = host.indexOf('/');
    return slash < 0 ? host : host.substring(0, slash);
  }

  /** {@code build-host/4026531836 4711 2026-04-01T10:20:30.400Z}. */
  @Override
  public String toString() {
    return host + " " + process + " " + started;
  }
}
