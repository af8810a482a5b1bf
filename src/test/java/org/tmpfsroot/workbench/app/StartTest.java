package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** What the program does not do before it is asked to. */
class StartTest {
  /**
   * What cannot be fetched or read without; classes that are only named by others are no work, as
   * that of a socket's channel is on Java 25 by whoever writes a file. No socket is opened without
   * {@code Net}.
   */
  private static final Pattern WORK =
      Pattern.compile(
          "(java\\.net\\.http\\.|jdk\\.internal\\.net\\.http\\.|java\\.net\\.Socket\\b"
              + "|sun\\.nio\\.ch\\.(Net|NioSocketImpl|ServerSocketChannelImpl)|com\\.fasterxml\\.aalto\\."
              + "|com\\.github\\.dockerjava\\.|org\\.tmpfsroot\\.workbench\\.repository\\."
              + "(RepomdFetcher|RepomdMemory|IndexFile|PrimaryReader)).*");

  @TempDir Path folder;

  private List<String> command(String... words) {
    List<String> command = new ArrayList<>(Ran.command(folder.resolve("home"), List.of(words)));
    command.add(1, "-Xlog:class+load=info:file=" + folder.resolve("classes.log"));
    return command;
  }

  /** The classes that were loaded. */
  private List<String> loaded() throws IOException {
    return Files.readAllLines(folder.resolve("classes.log")).stream()
        .map(line -> line.replaceFirst("^(\\[[^]]*\\])+ ", "").replaceFirst(" .*", ""))
        .toList();
  }

  private static List<String> work(List<String> loaded) {
    return loaded.stream().filter(WORK.asMatchPredicate()).toList();
  }

  @Test
  void neitherFetchesNorReadsNorWritesForASingleCommand() throws IOException {
    Peer.runIn(folder, Map.of(), command("-c", "version")).ok();
    assertTrue(loaded().contains("org.tmpfsroot.workbench.app.Program"));
    assertEquals(List.of(), work(loaded()));
    assertFalse(Files.exists(folder.resolve("home")), "nothing is kept of it");
  }

  @Test
  @RequiresPeer("tmux")
  void neitherFetchesNorReadsAtThePrompt() throws IOException {
    try (Pane pane = Pane.start(folder, 80, command())) {
      pane.waitFor("^workbench>");
      pane.type("session new a");
      // the checks run as well
      pane.waitFor("^a 44\\*> +2 errors$");
      pane.press("C-d");
      pane.waitFor("\\[y/N\\]");
      pane.type("y");
      pane.waitFor("^ended with 0$");
    }
    assertEquals(List.of(), work(loaded()));
    try (Stream<Path> kept = Files.walk(folder.resolve("home"))) {
      assertEquals(
          List.of("history"),
          kept.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void wouldNoticeAFetch() throws IOException {
    Peer.Result result =
        Peer.runIn(
            folder,
            Map.of(),
            command(
                "-c",
                "session new a",
                "-c",
                "mirror use "
                    + Files.createDirectories(folder.resolve("mirror/releases")).getParent(),
                "-c",
                "package search x"));
    assertTrue(result.exit() != 0, result.output());
    assertFalse(work(loaded()).isEmpty(), result.errors());
  }
}
