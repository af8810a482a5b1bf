package org.tmpfsroot.workbench.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.WorkFolder;
import org.tmpfsroot.workbench.testing.FaultyServer;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.SmallDisk;

class ContentStoreTest {
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
  private static final Digest DIGEST = Digest.sha256Of(CONTENT);

  @TempDir Path folder;

  @Test
  void givesWhatWasAdopted() throws IOException {
    ContentStore store = new ContentStore(folder.resolve("store"));
    Path file = Files.write(folder.resolve("file"), CONTENT);
    assertTrue(store.find(DIGEST).isEmpty());
    Path entry = store.adopt(file, DIGEST);
    assertEquals(entry, store.find(DIGEST).orElseThrow());
    assertArrayEquals(CONTENT, Files.readAllBytes(entry));
    assertFalse(Files.exists(file));
  }

  @Test
  void dropsAnEntryThatWasWrittenTo() throws IOException {
    ContentStore store = new ContentStore(folder.resolve("store"));
    Path entry = store.adopt(Files.write(folder.resolve("file"), CONTENT), DIGEST);
    Files.writeString(entry, "otherwise");
    assertTrue(store.find(DIGEST).isEmpty());
    assertFalse(Files.exists(entry));
  }

  @Test
  void keepsAnEntryThatWasOnlyTouched() throws IOException {
    ContentStore store = new ContentStore(folder.resolve("store"));
    Path entry = store.adopt(Files.write(folder.resolve("file"), CONTENT), DIGEST);
    Files.setLastModifiedTime(entry, FileTime.fromMillis(0));
    assertTrue(store.find(DIGEST).isPresent());
  }

  @Test
  void verifyingFindsDamageThatLeftNoTrace() throws IOException {
    ContentStore store = new ContentStore(folder.resolve("store"));
    Path entry = store.adopt(Files.write(folder.resolve("file"), CONTENT), DIGEST);
    FileTime time = Files.getLastModifiedTime(entry);
    Files.writeString(entry, "c0ntent");
    Files.setLastModifiedTime(entry, time);
    assertTrue(store.find(DIGEST).isPresent());
    assertFalse(store.verify(DIGEST));
    assertTrue(store.find(DIGEST).isEmpty());
  }

  @Test
  void leftoversOfAKilledProgramGoWhenTheNextOneWorks() throws IOException {
    Path work = folder.resolve("work");
    Path orphan = Files.createDirectories(work.resolve(".wb-tmp-orphan/deep"));
    try (WorkFolder mine = WorkFolder.createIn(work);
        WorkFolder other = WorkFolder.createIn(work)) {
      assertFalse(Files.exists(orphan));
      Files.write(mine.resolve("a"), CONTENT);
      Files.write(other.resolve("a"), CONTENT);
    }
    try (Stream<Path> left = Files.list(work)) {
      assertEquals(List.of("lock"), left.map(path -> path.getFileName().toString()).toList());
    }
  }

  @Test
  @RequiresPeer({"mount", "umount"})
  void aFullDiskIsToldAndLeavesNothingHalf() throws IOException {
    byte[] big = new byte[3 << 20];
    Download download;
    try (FaultyServer server = FaultyServer.start();
        SmallDisk disk = SmallDisk.mount(folder, 2 << 20)) {
      URI uri = server.serve("/big", big);
      download = Download.pinned("big", List.of(uri), big.length, Digest.sha256Of(big));
      Downloader downloader =
          new Downloader(new ContentStore(folder.resolve("s")), false, RetryPolicy.standard());
      Fault fault = assertThrows(Fault.class, () -> downloader.fetch(download, Progress.SILENT));
      assertEquals(ExitCode.WORLD, fault.exitCode());
      assertTrue(fault.why().contains("No space left on device"), fault.why());
      assertEquals(1, server.requests().size(), "another mirror does not help");
      try (Stream<Path> left = Files.walk(folder)) {
        assertEquals(
            List.of(),
            left.filter(Files::isRegularFile)
                .filter(file -> !file.getFileName().toString().matches("lock|[0-9a-f]{2}"))
                .toList());
      }
      disk.grow(8 << 20);
      assertEquals(big.length, Files.size(downloader.fetch(download, Progress.SILENT)));
    }
  }
}
