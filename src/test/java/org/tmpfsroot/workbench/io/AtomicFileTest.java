package org.tmpfsroot.workbench.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void appearsWholeOrNotAtAll() throws IOException {
    Path target = Files.writeString(folder.resolve("file"), "old");
    try (AtomicFile file = AtomicFile.replacing(target)) {
      Files.writeString(file.temporary(), "new");
      assertEquals("old", Files.readString(target));
    }
    assertEquals("old", Files.readString(target));
    AtomicFile.write(target, "new".getBytes(StandardCharsets.UTF_8));
    assertEquals("new", Files.readString(target));
    assertEquals(List.of("file"), names());
  }

  @Test
  void leftoversOfKilledProgramsGoWithTheNextWrite() throws Exception {
    Path target = folder.resolve("file");
    Path alive;
    Path orphan;
    try (AtomicFile file = AtomicFile.replacing(target)) {
      alive = Files.writeString(file.temporary(), "being written");
      Process ended = new ProcessBuilder("true").start();
      ended.waitFor();
      String own = String.valueOf(ProcessHandle.current().pid());
      String name = alive.getFileName().toString();
      orphan = folder.resolve(name.replace("-" + own + "-", "-" + ended.pid() + "-"));
      Files.writeString(orphan, "never finished");
      Path others = Files.writeString(folder.resolve(".wb-tmp-others"), "");
      try (AtomicFile next = AtomicFile.replacing(target)) {
        assertFalse(Files.exists(orphan));
        assertTrue(Files.exists(alive) && Files.exists(others), next.temporary().toString());
      }
    }
  }

  @Test
  void followsALinkAsEveryoneWhoWritesDoes() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    AtomicFile.write(link, "new".getBytes(StandardCharsets.UTF_8));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));

    Path dangling = Files.createSymbolicLink(folder.resolve("dangling"), Path.of("none"));
    AtomicFile.write(dangling, "new".getBytes(StandardCharsets.UTF_8));
    assertEquals("new", Files.readString(dangling));
    assertEquals(List.of("dangling", "file", "link"), names());
  }

  @Test
  @RequiresPeer("mkfifo")
  void leavesPipesWhereTheyAre() throws IOException {
    Path pipe = folder.resolve("pipe");
    Peer.run("mkfifo", pipe.toString()).ok();
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("pipe"));
    for (Path special : List.of(pipe, link)) {
      Fault fault = assertThrows(Fault.class, () -> AtomicFile.write(special, new byte[1]));
      assertEquals("cannot write " + special, fault.what());
      assertEquals("it is a device or a pipe (" + special + ")", fault.why());
    }
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(AtomicFile.isSpecial(pipe));
    assertEquals(List.of("link", "pipe"), names());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
