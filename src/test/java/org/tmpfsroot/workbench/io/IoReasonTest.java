package org.tmpfsroot.workbench.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class IoReasonTest {
  @Test
  void namesTheFileThatWasAskedFor() {
    assertEquals("this user has no right to /a/b", IoReason.of(new AccessDeniedException("/a/b")));
    assertEquals("/a/b is there already", IoReason.of(new FileAlreadyExistsException("/a/b")));
    assertEquals("/a/b is not a folder", IoReason.of(new NotDirectoryException("/a/b")));
    assertEquals(
        "the folder /a/b is not empty", IoReason.of(new DirectoryNotEmptyException("/a/b")));
    assertEquals("there is no /a/b", IoReason.of(new NoSuchFileException("/a/b")));
    assertEquals(
        "Is a directory (/a/b)",
        IoReason.of(new FileSystemException("/a/b", null, "Is a directory")));
  }

  @Test
  void namesTheFolderWhereTheFileIsOurOwn() {
    String own = "/a/" + AtomicFile.TEMPORARY_PREFIX + "1f-2-3";
    assertEquals("this user has no right to /a", IoReason.of(new AccessDeniedException(own)));
    assertEquals(
        "Read-only file system (/a)",
        IoReason.of(new FileSystemException(own, null, "Read-only file system")));
  }

  @Test
  void neverSaysNothing() {
    assertEquals("it ends in the middle", IoReason.of(new EOFException()));
    assertEquals("IOException", IoReason.of(new IOException(" ")));
    assertEquals("Input/output error", IoReason.of(new IOException("Input/output error")));
  }
}
