package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.device.BlockDevice;
import org.tmpfsroot.workbench.device.BlockDevices;
import org.tmpfsroot.workbench.device.DeviceWriter;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoSpec;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.iso.IsoWriter;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.LoopDevice;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresLoopDevices;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** Writing to disks of the real kernel: loop devices. */
@RequiresPeer("losetup")
@RequiresLoopDevices
class IsoWriteToDeviceTest {
  private static final int DISK = 24 << 20;

  @TempDir Path folder;
  private Path image = Path.of("");
  private final Typed shell = Typed.to(new IsoWriteCommands(BlockDevices.ofMachine()));
  private LoopDevice disk = new LoopDevice(Path.of(""), Path.of(""));

  @BeforeEach
  void makeImageAndDisk() throws IOException {
    image = folder.toRealPath().resolve("some.iso");
    byte[] content = new byte[9_000_000];
    new SplittableRandom(1).nextBytes(content);
    IsoTree tree = new IsoTree().file("a", IsoContent.ofBytes(content));
    IsoWriter.write(
        IsoSpec.of("SOME", Instant.EPOCH, new UUID(1, 2), tree), image, Progress.SILENT);
    disk = LoopDevice.over(folder.toRealPath().resolve("disk.img"), DISK);
    byte[] other = new byte[DISK];
    Arrays.fill(other, (byte) 7);
    Files.write(disk.node(), other);
  }

  @AfterEach
  void takeTheDiskAway() {
    disk.close();
  }

  /** Progress whose every step is told to {@code each}. */
  private record Told(List<String> titles, LongConsumer each) implements Progress {
    @Override
    public Task begin(String title, long total) {
      titles.add(title + " " + total);
      return new Task() {
        @Override
        public void advance(long more) {
          each.accept(more);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void note(String line) {
      titles.add(line);
    }
  }

  private BlockDevice device() {
    return BlockDevices.ofMachine().find(disk.node());
  }

  @Test
  void writesTheDiskThatIsNamedTwiceAndReadsItBack() throws IOException {
    Typed.Result refused = shell.run("iso write " + image + " " + disk.node());
    assertEquals(ExitCode.USAGE, refused.exit());
    assertTrue(refused.errors().contains("it cannot be taken out"), refused.errors());

    String output =
        shell.run("iso write " + image + " " + disk.node() + " --confirm " + disk.name()).ok();

    assertTrue(output.contains("size:       24.0 MiB\n"), output);
    byte[] expected = Files.readAllBytes(image);
    assertTrue(output.contains("read it back, " + Digest.sha256Of(expected)), output);
    byte[] written = Files.readAllBytes(disk.node());
    assertEquals(DISK, written.length);
    assertArrayEquals(expected, Arrays.copyOf(written, expected.length));
    for (int i = expected.length; i < DISK; i++) {
      assertEquals(7, written[i], "behind the image the disk is left alone");
    }
  }

  @Test
  @RequiresPeer({"losetup", "mke2fs", "mount"})
  void refusesADiskThatIsMounted() throws IOException {
    Peer.run("mke2fs", "-q", "-F", disk.node().toString()).ok();
    Path place = Files.createDirectory(folder.toRealPath().resolve("mounted"));
    Peer.run("mount", disk.node().toString(), place.toString()).ok();
    try {
      Typed.Result result = shell.run("iso write " + image + " " + disk.node());
      assertEquals(ExitCode.USAGE, result.exit());
      assertTrue(result.errors().contains("it is in use: " + place), result.errors());
    } finally {
      Peer.run("umount", place.toString()).ok();
    }
    assertFalse(Peer.run("e2fsck", "-fn", disk.node().toString()).ok().isEmpty());
  }

  @Test
  void tellsHowFarItIs() throws IOException {
    long length = Files.size(image);
    List<String> titles = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    DeviceWriter.write(image, device(), new Told(titles, steps::add));
    assertEquals(
        List.of(
            "writing " + disk.node() + " " + length, "reading " + disk.node() + " back " + length),
        titles);
    assertEquals(2 * length, steps.stream().mapToLong(Long::longValue).sum());
    assertTrue(steps.size() > 4, steps.toString());
  }

  @Test
  void leavesNothingToStartFromWhenItIsInterrupted() throws IOException {
    List<String> told = writeInterruptedIn("writing ");
    byte[] written = Arrays.copyOf(Files.readAllBytes(disk.node()), 1 << 20);
    assertArrayEquals(new byte[1 << 20], written);
    assertEquals(
        disk.node() + ": nothing starts from it, and what was on it is lost: write to it again",
        told.get(told.size() - 1));
  }

  @Test
  void saysThatWhatIsWrittenWasNotReadBack() throws IOException {
    List<String> told = writeInterruptedIn("reading ");
    byte[] meant = Files.readAllBytes(image);
    assertArrayEquals(meant, Arrays.copyOf(Files.readAllBytes(disk.node()), meant.length));
    assertEquals(
        disk.node() + ": the image is on it whole, but was not read back",
        told.get(told.size() - 1));
  }

  /** What is told when the thread is interrupted in the task whose title begins so. */
  private List<String> writeInterruptedIn(String task) {
    List<String> told = new ArrayList<>();
    LongConsumer interrupting =
        more -> {
          if (told.get(told.size() - 1).startsWith(task)) {
            Thread.currentThread().interrupt();
          }
        };
    assertThrows(
        Cancelled.class, () -> DeviceWriter.write(image, device(), new Told(told, interrupting)));
    assertTrue(Thread.interrupted());
    return told;
  }

  /** All offsets of a large image need more than 32 bits; writes 4 GiB, and so takes its time. */
  @Test
  @Tag("machine")
  void writesImagesOfMoreThanFourGigabytes() throws IOException {
    long length = (4L << 30) + (3 << 20);
    try (RandomAccessFile large = new RandomAccessFile(image.toFile(), "rw")) {
      large.setLength(length);
      large.seek(length - 5);
      large.write("end\n\n".getBytes(StandardCharsets.US_ASCII));
    }
    try (LoopDevice big = LoopDevice.over(folder.toRealPath().resolve("big.img"), 5L << 30)) {
      String output =
          shell.run("iso write " + image + " " + big.node() + " --confirm " + big.name()).ok();
      assertTrue(output.contains("read it back, sha256:"), output);
      assertEquals("end\n\n", tail(big.node(), length));
    }
  }

  private static String tail(Path file, long end) throws IOException {
    try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "r")) {
      disk.seek(end - 5);
      byte[] last = new byte[5];
      disk.readFully(last);
      return new String(last, StandardCharsets.US_ASCII);
    }
  }
}
