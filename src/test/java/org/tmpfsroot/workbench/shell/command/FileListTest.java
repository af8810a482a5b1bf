package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.build.BuildCache;
import org.tmpfsroot.workbench.build.RunHistory;
import org.tmpfsroot.workbench.build.Runner;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.engine.embedded.EmbeddedEngine;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.lock.Resolvers;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.Workspace;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.TinyMirror;

/** What the user's own files replace, and what stands in the way of a build, told in advance. */
class FileListTest {
  @TempDir Path folder;
  private TinyMirror mirror;
  private Workspace workspace;
  private Typed shell;

  @BeforeEach
  void start() {
    mirror = TinyMirror.in(folder.resolve("mirror"));
    workspace = new Workspace(MachineDefaults.NONE);
    Downloader downloader =
        new Downloader(new ContentStore(folder.resolve("content")), true, RetryPolicy.standard());
    BuildCache cache = new BuildCache(folder.resolve("build"));
    Builds builds =
        new Builds(
            workspace,
            new EmbeddedEngine(downloader),
            new Runner(cache, Clock.systemUTC()),
            cache,
            new RunHistory(cache));
    Resolvers resolvers =
        new Resolvers(new RepositoryReader(downloader, folder.resolve("repositories")));
    shell =
        Typed.to(
            new BuildCommands(builds),
            new FileListCommands(builds, resolvers),
            new MirrorCommands(workspace));
    workspace.start("session new tiny", mirror.session());
  }

  private void file(String path) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private void use(FileKind kind, String path) {
    workspace.update(
        "file use", session -> session.withFiles(files -> files.with(kind, folder.resolve(path))));
  }

  private static String effect(JsonNode list, String kind, String path) {
    for (JsonNode each : list) {
      for (JsonNode entry : each.get("entries")) {
        if (each.get("kind").asText().equals(kind) && entry.get("path").asText().equals(path)) {
          return entry.get("effect").asText();
        }
      }
    }
    return "is not listed";
  }

  @Test
  void everyPathWithWhatItAddsOrReplaces() throws IOException {
    file("root/usr/bin/editor");
    file("root/usr/lib64/library.so.1");
    file("root/usr/share/mine");
    file("root/usr/lib/systemd/system/chronyd.service");
    file("medium/ks.cfg");
    file("medium/images/install.img");
    file("medium/README");
    file("hooks/10-first.sh");
    file("hooks/20-second.sh");
    Files.writeString(folder.resolve("hooks/data"), "x");
    use(FileKind.ROOT, "root");
    use(FileKind.ISO_ROOT, "medium");
    use(FileKind.BUILD_HOOKS, "hooks");

    JsonNode before = new ObjectMapper().readTree(shell.run("file list --format json").ok());
    assertEquals("adds or replaces", effect(before, "iso-root", "/README"));
    shell.run("build run --output " + folder.resolve("tiny.iso")).ok();
    JsonNode list = new ObjectMapper().readTree(shell.run("file list --format json").ok());
    assertEquals("replaces editor's", effect(list, "root", "/usr/bin/editor"));
    // primary.xml does not list these, the file lists do
    assertEquals("replaces library's", effect(list, "root", "/usr/lib64/library.so.1"));
    assertEquals(
        "replaces chrony's", effect(list, "root", "/usr/lib/systemd/system/chronyd.service"));
    assertEquals("adds", effect(list, "root", "/usr/share/mine"));
    assertEquals("replaces what the build makes", effect(list, "iso-root", "/ks.cfg"));
    assertEquals("replaces the installer's", effect(list, "iso-root", "/images/install.img"));
    assertEquals("shares the installer's", effect(list, "iso-root", "/images"));
    assertEquals("adds", effect(list, "iso-root", "/README"));
    assertEquals("runs as number 2", effect(list, "build-hooks", "20-second.sh"));
    assertEquals("comes along", effect(list, "build-hooks", "data"));
    String table = shell.run("file list").ok();
    assertTrue(
        table.matches("(?s).*\nroot +/usr/bin/editor +744 +root:root +replaces editor's\n.*"),
        table);
  }

  @Test
  void refusesALinkThatLeadsOut() throws IOException {
    file("root/a");
    Files.createSymbolicLink(folder.resolve("root/out"), Path.of("../../elsewhere"));
    use(FileKind.ROOT, "root");
    Typed.Result refused = shell.run("file list");
    assertEquals(ExitCode.SESSION, refused.exit());
    assertTrue(refused.errors().contains("leads out of"), refused.errors());
  }

  @Test
  void tellsAllThatStandsInTheWayOfABuildAtOnce() throws IOException {
    Files.createDirectories(folder.resolve("hooks"));
    Path hook =
        Files.writeString(folder.resolve("hooks/10-a.sh"), "#!/usr/bin/env nosuchprogram\n");
    assertTrue(hook.toFile().setExecutable(true));
    use(FileKind.BUILD_HOOKS, "hooks");
    ImageSession here = workspace.session();
    shell.run("mirror use http://mirror.invalid/fedora --gpgkey " + mirror.key()).ok();
    workspace.update("lock", session -> session.withLock(here.lock().orElseThrow()));
    file("file");
    Typed.Result run = shell.run("build run --output " + folder.resolve("file/tiny.iso"));
    assertEquals(ExitCode.WORLD, run.exit(), run.output() + run.errors());
    assertTrue(run.errors().contains("4 things stand in its way"), run.output() + run.errors());
    assertTrue(run.output().contains("is not a folder"), run.output());
    assertTrue(run.output().contains("does not have nosuchprogram"), run.output());
    assertTrue(run.output().contains("cannot fetch Fedora-Server-netinst"), run.output());
    assertTrue(run.output().contains("and 17 more"), run.output());
    assertFalse(Files.exists(folder.resolve("build/runs")), "nothing was begun");
  }
}
