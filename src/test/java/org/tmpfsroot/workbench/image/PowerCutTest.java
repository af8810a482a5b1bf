package org.tmpfsroot.workbench.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.iso.Extent;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** What a disk holds after a power cut follows from the log of its writes. */
class PowerCutTest {
  private static final int SECTOR = 512;
  private static final long FLUSH = 1;
  private static final long FUA = 2;
  private static final long DISCARD = 4;

  @TempDir Path folder;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int count;

  /** A write of {@code sectors} sectors, each byte of which is {@code content}. */
  private void entry(long sector, int sectors, long flags, int content) {
    ByteBuffer head = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(sector).putLong(sectors).putLong(flags).putLong((long) sectors * SECTOR);
    body.writeBytes(head.array());
    if ((flags & DISCARD) == 0) {
      byte[] data = new byte[sectors * SECTOR];
      Arrays.fill(data, (byte) content);
      body.writeBytes(data);
    }
    count++;
  }

  private Path file(long magic, long version, long entries, int sector) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(magic).putLong(version).putLong(entries).putInt(sector);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.array());
    all.writeBytes(body.toByteArray());
    return Files.write(folder.resolve("log"), all.toByteArray());
  }

  private WriteLog log() throws IOException {
    return WriteLog.read(file(0x6a736677736872L, 1, count, SECTOR));
  }

  private byte[] after(PowerCut cut, int sectors) throws IOException {
    Path disk = Files.write(folder.resolve("disk"), new byte[sectors * SECTOR]);
    cut.applyTo(disk, new Extent(0, (long) sectors * SECTOR));
    byte[] bytes = Files.readAllBytes(disk);
    byte[] firsts = new byte[sectors];
    for (int i = 0; i < sectors; i++) {
      firsts[i] = bytes[i * SECTOR];
      for (int j = 0; j < SECTOR; j++) {
        assertEquals(firsts[i], bytes[i * SECTOR + j], "a sector is whole or not there");
      }
    }
    return firsts;
  }

  @Test
  void keepsAllThatWasFlushed() throws IOException {
    entry(0, 2, 0, 1);
    entry(1, 2, 0, 2);
    entry(0, 0, FLUSH, 0);
    for (long seed = 0; seed < 50; seed++) {
      PowerCut cut = PowerCut.at(log(), 3, new SplittableRandom(seed));
      assertArrayEquals(new byte[] {1, 2, 2, 0}, after(cut, 4));
      assertEquals(0, cut.lost() + cut.torn());
    }
  }

  @Test
  void losesAboutHalfOfWhatWasNot() throws IOException {
    for (int i = 0; i < 400; i++) {
      entry(i, 1, 0, 1);
    }
    PowerCut cut = PowerCut.at(log(), 400, new SplittableRandom(3));
    assertTrue(cut.lost() > 150 && cut.lost() < 250, cut.lost() + " lost");
    int there = 0;
    for (byte each : after(cut, 400)) {
      there += each;
    }
    assertEquals(400 - cut.lost(), there);
  }

  @Test
  void tearsWritesBetweenSectors() throws IOException {
    entry(0, 8, 0, 1);
    int torn = 0;
    for (long seed = 0; seed < 200; seed++) {
      PowerCut cut = PowerCut.at(log(), 1, new SplittableRandom(seed));
      int there = 0;
      for (byte each : after(cut, 8)) {
        there += each;
      }
      assertEquals(cut.torn() == 1, there > 0 && there < 8, "seed " + seed);
      torn += cut.torn();
    }
    assertTrue(torn > 8 && torn < 50, torn + " torn");
  }

  @Test
  void keepsADurableWriteWithoutAFlush() throws IOException {
    entry(0, 4, FUA, 5);
    for (long seed = 0; seed < 50; seed++) {
      PowerCut cut = PowerCut.at(log(), 1, new SplittableRandom(seed));
      assertArrayEquals(new byte[] {5, 5, 5, 5}, after(cut, 4));
    }
  }

  @Test
  void takesAFlushedDiscardForZeros() throws IOException {
    entry(0, 4, 0, 5);
    entry(1, 2, DISCARD, 0);
    entry(3, 1, 0, 6);
    entry(0, 0, FLUSH, 0);
    PowerCut cut = PowerCut.at(log(), 4, new SplittableRandom(1));
    assertArrayEquals(new byte[] {5, 0, 0, 6}, after(cut, 4));
  }

  @Test
  void appliesOnlyWhatIsInThePart() throws IOException {
    entry(2, 4, FUA, 7);
    PowerCut cut = PowerCut.at(log(), 1, new SplittableRandom(1));
    Extent part = new Extent(4 * SECTOR, 3 * SECTOR);
    Path copy = Files.write(folder.resolve("part"), new byte[3 * SECTOR]);
    cut.applyTo(copy, part);
    byte[] bytes = Files.readAllBytes(copy);
    assertEquals(3 * SECTOR, bytes.length);
    assertEquals(7, bytes[0]);
    assertEquals(7, bytes[2 * SECTOR - 1]);
    assertEquals(0, bytes[2 * SECTOR]);
    assertTrue(cut.touches(part));
    assertTrue(!cut.touches(new Extent(6 * SECTOR, SECTOR)));
    assertTrue(!cut.touches(new Extent(0, 2 * SECTOR)));
  }

  @Test
  void choosesMomentsFromTheSeed() throws IOException {
    for (int i = 0; i < 100; i++) {
      entry(i, 1, 0, 1);
    }
    WriteLog log = log();
    List<Integer> moments = PowerCut.of(log, 60, 9).map(PowerCut::moment).toList();
    assertEquals(60, new TreeSet<>(moments).size());
    assertEquals(moments.stream().sorted().toList(), moments);
    assertEquals(moments, PowerCut.of(log, 60, 9).map(PowerCut::moment).toList());
    assertTrue(!moments.equals(PowerCut.of(log, 60, 10).map(PowerCut::moment).toList()));
    assertEquals(300, PowerCut.of(log, 300, 9).count());
  }

  @Test
  void refusesWhatIsNoLog() throws IOException {
    entry(0, 2, 0, 1);
    entry(0, 1, 0, 1);
    long magic = 0x6a736677736872L;
    for (Path bad :
        List.of(
            file(magic + 1, 1, 2, SECTOR),
            file(magic, 2, 2, SECTOR),
            file(magic, 1, 3, SECTOR),
            file(magic, 1, -1, SECTOR),
            file(magic, 1, 2, 0),
            file(magic, 1, 2, 1000))) {
      assertThrows(Fault.class, () -> WriteLog.read(bad));
    }
    file(magic, 1, 2, SECTOR);
    byte[] whole = Files.readAllBytes(folder.resolve("log"));
    for (int length = 0; length < whole.length; length += 100) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
      assertThrows(Fault.class, () -> WriteLog.read(cut));
    }
    body.reset();
    entry(Long.MAX_VALUE / SECTOR, 1, 0, 1);
    assertThrows(Fault.class, () -> WriteLog.read(file(magic, 1, 1, SECTOR)));
  }

  @Test
  @RequiresPeer({"qemu-io", "qemu-img"})
  void readsWhatQemuWrites() throws IOException {
    Path disk = Files.write(folder.resolve("disk"), new byte[64 << 10]);
    Path log = Files.createFile(folder.resolve("log"));
    Peer.run(
            "qemu-io",
            "--image-opts",
            "-c",
            "write -P 17 0 4k",
            "-c",
            "write -P 34 8k 1k",
            "-c",
            "flush",
            "-c",
            "write -f -P 51 0 512",
            "-c",
            "discard 1k 1k",
            "driver=blklogwrites,discard=unmap,file.driver=file,file.filename="
                + disk
                + ",log.driver=file,log.filename="
                + log
                + ",log-sector-size=512,log-super-update-interval=1")
        .ok();
    WriteLog read = WriteLog.read(log);
    assertEquals(read.entries().size(), WriteLog.count(log));
    assertEquals(new Extent(0, 4096), read.entries().get(0).target());
    assertEquals(new Extent(8192, 1024), read.entries().get(1).target());
    assertTrue(read.entries().stream().anyMatch(WriteLog.Entry::flush));
    int last = read.entries().size();
    PowerCut cut = PowerCut.at(read, last, new SplittableRandom(1));
    assertEquals(0, cut.lost(), "qemu-io flushes at its end");
    byte[] sectors = after(cut, 128);
    assertEquals(51, sectors[0]);
    assertEquals(17, sectors[1]);
    assertEquals(0, sectors[2]);
    assertEquals(34, sectors[16]);
    assertEquals(0, sectors[18]);
  }
}
