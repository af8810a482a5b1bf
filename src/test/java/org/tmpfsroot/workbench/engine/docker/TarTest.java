package org.tmpfsroot.workbench.engine.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TinyMirror;

class TarTest {
  @TempDir Path folder;

  @Test
  @RequiresPeer("tar")
  void isUnderstoodByTar() throws IOException {
    String longName = "a".repeat(150) + "/" + "b".repeat(150) + "é";
    IsoTree tree =
        new IsoTree()
            .directory("empty")
            .file(longName, IsoContent.ofBytes("long".getBytes(StandardCharsets.UTF_8)))
            .file("nothing", IsoContent.ofBytes(new byte[0]))
            .file("exact", IsoContent.ofBytes(TinyMirror.random(1024, 2)))
            .file("large", IsoContent.ofBytes(TinyMirror.random(100_001, 3)))
            .program("program", IsoContent.ofBytes(new byte[] {1}))
            .link("link", "program");
    Path file = folder.resolve("archive.tar");
    TarSource source = new TarSource("work/tree", tree, Instant.parse("2026-04-01T00:00:00Z"));
    try (InputStream in = source.open(amount -> {})) {
      Files.copy(in, file);
    }
    assertEquals(101_030 + 0, source.size());
    Peer.run("tar", "--delay-directory-restore", "-C", folder.toString(), "-xf", file.toString())
        .ok();
    assertEquals(
        tree.nodes().keySet(), new IsoTree().folder(folder.resolve("work/tree")).nodes().keySet());
    assertTrue(Files.isExecutable(folder.resolve("work/tree/program")));
    assertEquals(
        Instant.parse("2026-04-01T00:00:00Z"),
        Files.getLastModifiedTime(folder.resolve("work/tree/large")).toInstant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"top/../escaped", "top/link/escaped", "top//escaped", "top/./escaped"})
  void writesNothingOutsideItsFolder(String hostile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry link = new TarArchiveEntry("top/link", TarConstants.LF_SYMLINK);
      link.setLinkName(folder.toString());
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
      TarArchiveEntry file = new TarArchiveEntry(hostile, true);
      file.setSize(1);
      tar.putArchiveEntry(file);
      tar.write(1);
      tar.closeArchiveEntry();
    }
    Path target = Files.createDirectory(folder.resolve("target"));
    assertThrows(
        Fault.class,
        () ->
            new TarTarget(target)
                .unpack(new ByteArrayInputStream(bytes.toByteArray()), amount -> {}));
    assertFalse(Files.exists(folder.resolve("escaped")));
    assertFalse(Files.exists(target.resolve("escaped")));
  }

  @Test
  void writesNothingThroughALinkOfTheSameName() throws IOException {
    Path outside = Files.writeString(folder.resolve("outside"), "as it was");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry link = new TarArchiveEntry("top/name", TarConstants.LF_SYMLINK);
      link.setLinkName(outside.toString());
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
      TarArchiveEntry file = new TarArchiveEntry("top/name");
      file.setSize(1);
      tar.putArchiveEntry(file);
      tar.write(1);
      tar.closeArchiveEntry();
    }
    Path target = Files.createDirectory(folder.resolve("target"));
    Fault fault =
        assertThrows(
            Fault.class,
            () ->
                new TarTarget(target)
                    .unpack(new ByteArrayInputStream(bytes.toByteArray()), amount -> {}));
    assertEquals("it would be written through a link", fault.why());
    assertEquals("as it was", Files.readString(outside));
  }
}
