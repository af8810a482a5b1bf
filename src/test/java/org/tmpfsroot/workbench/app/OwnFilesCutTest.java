package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.build.NumberedOutput;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Download;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.image.PowerCut;
import org.tmpfsroot.workbench.image.WriteLog;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.Extent;
import org.tmpfsroot.workbench.lock.LockJson;
import org.tmpfsroot.workbench.repository.NumberedIndex;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.MachineDefaults;
import org.tmpfsroot.workbench.session.SessionJson;
import org.tmpfsroot.workbench.session.SettingKeys;
import org.tmpfsroot.workbench.testing.LoggedDisk;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.SmallDisk;
import org.tmpfsroot.workbench.testing.TinyMirror;

/**
 * The power goes away while the program writes its own files: afterwards the old one is there or
 * the new one, whole, and never one older than what was done before. What can be made again may be
 * missing, and is never taken for whole when it is not.
 */
@RequiresPeer({"qemu-storage-daemon", "losetup", "mount", "umount", "mke2fs", "e2fsck", "truncate"})
class OwnFilesCutTest {
  private static final long DISK = 24L << 20;
  private static final int ROUNDS = 6;

  /** More of them with {@code -Dpower.cuts=400}. */
  private static final int CUTS = Integer.getInteger("power.cuts", 30);

  private static final long SEED = 11;

  @TempDir static Path folder;
  private static ImageSession session;

  @BeforeAll
  static void makeALock() {
    TinyMirror mirror = TinyMirror.in(folder.resolve("mirror"));
    session = mirror.locked(mirror.session());
  }

  @Test
  void leavesTheOldFileOrTheNew() throws Exception {
    Path work = Files.createDirectory(folder.resolve("work"));
    List<Long> ends = new ArrayList<>();
    LoggedDisk disk = LoggedDisk.create(work, DISK);
    try (disk) {
      for (int round = 1; round <= ROUNDS; round++) {
        write(round, disk.path());
        ends.add(WriteLog.count(disk.log()));
      }
    }
    WriteLog log = WriteLog.read(disk.log());
    assertTrue(log.entries().size() > ends.get(0), "nothing was logged");
    List<PowerCut> cuts = PowerCut.of(log, CUTS, SEED).toList();
    for (PowerCut cut : cuts) {
      Path copy = disk.copyOfTheBeginning();
      cut.applyTo(copy, new Extent(0, DISK));
      long done = ends.stream().filter(end -> end <= cut.moment()).count();
      try (SmallDisk again = disk.mounted(copy)) {
        look(again.path(), (int) done, "seed " + SEED + ", moment " + cut.moment());
      }
    }
  }

  private static byte[] content(int round) {
    return ("content " + round).repeat(1000).getBytes(StandardCharsets.UTF_8);
  }

  private static void write(int round, Path place) throws IOException {
    SessionJson.write(numbered(round), place.resolve("session.json"));
    Path source = Files.write(folder.resolve("source"), content(round));
    downloader(place).fetch(download(round, source.toUri()), Progress.SILENT);
    new NumberedOutput(round).keepIn(place.resolve("build"));
    new NumberedIndex(round).keepIn(place.resolve("repositories"));
  }

  private static ImageSession numbered(int round) {
    return session.withSettings(settings -> settings.with("volume-id", "ROUND-" + round));
  }

  private static Downloader downloader(Path place) {
    return new Downloader(new ContentStore(place.resolve("content")), true, RetryPolicy.standard());
  }

  private static Download download(int round, URI source) {
    byte[] content = content(round);
    return Download.pinned("a", List.of(source), content.length, Digest.sha256Of(content));
  }

  private static void look(Path place, int done, String when) throws IOException {
    Path file = place.resolve("session.json");
    if (done > 0 || Files.exists(file)) {
      ImageSession read = SessionJson.read(file, MachineDefaults.NONE);
      String round = read.settings().value(SettingKeys.VOLUME_ID).replace("ROUND-", "");
      assertTrue(
          Integer.parseInt(round) == done || Integer.parseInt(round) == done + 1,
          () -> round + " after " + done + ", " + when);
      assertEquals(session.lock(), read.lock(), when);
    }
    for (int round = 1; round <= ROUNDS; round++) {
      Digest digest = Digest.sha256Of(content(round));
      new ContentStore(place.resolve("content"))
          .find(digest)
          .ifPresent(entry -> assertEquals(digest, Digest.sha256Of(entry), when));
    }
    lookAtWhatCanBeMadeAgain(place, done, when);
    try (var files = Files.walk(place)) {
      for (Path each : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        if (each.toString().contains("lock")) {
          LockJson.read(each);
        }
      }
    }
  }

  private static void lookAtWhatCanBeMadeAgain(Path place, int done, String when)
      throws IOException {
    Path build = place.resolve("build");
    Optional<Integer> built = NumberedOutput.takenFrom(build);
    assertTrue(built.filter(round -> round > done + 1).isEmpty(), when);
    new NumberedOutput(ROUNDS + 1).keepIn(build);
    assertEquals(Optional.of(ROUNDS + 1), NumberedOutput.takenFrom(build), when);

    Path scratch = folder.resolve("index");
    for (int round = 1; round <= ROUNDS; round++) {
      NumberedIndex index = new NumberedIndex(round);
      Optional<byte[]> taken = index.takenFrom(place.resolve("repositories"), scratch);
      assertTrue(taken.isEmpty() || round == done || round == done + 1, when);
      if (taken.isPresent()) {
        Path whole = Files.createDirectories(folder.resolve("whole-" + round));
        index.keepIn(whole);
        assertArrayEquals(index.takenFrom(whole, scratch).orElseThrow(), taken.get(), when);
      }
    }
  }
}
