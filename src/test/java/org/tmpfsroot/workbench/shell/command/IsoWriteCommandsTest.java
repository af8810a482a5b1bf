package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.device.BlockDevices;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoSpec;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.iso.IsoWriter;
import org.tmpfsroot.workbench.shell.Typed;

/** Writing to disks that are files in a folder, beside what a kernel would say of them. */
class IsoWriteCommandsTest {
  private static final int STICK = 8 << 20;

  @TempDir Path folder;
  private Path image = Path.of("");
  private Path dev = Path.of("");
  private Typed shell = Typed.to();

  @BeforeEach
  void makeDisks() throws IOException {
    Path real = folder.toRealPath();
    dev = Files.createDirectories(real.resolve("dev"));
    image = real.resolve("some.iso");
    IsoTree tree = new IsoTree().file("a", IsoContent.ofBytes(new byte[300_000]));
    IsoWriter.write(
        IsoSpec.of("SOME", Instant.EPOCH, new UUID(1, 2), tree), image, Progress.SILENT);
    disk("sda", STICK, "8:0", false, "fixed");
    disk("sdb", STICK, "8:16", true, "Flash  ");
    disk("sdc", 100 << 10, "8:32", true, "small");
    write("sys/block/sdb/sdb1/partition", "1\n");
    write("sys/block/sdb/sdb1/size", "4096\n");
    write("sys/block/sdb/sdb1/dev", "8:17\n");
    write("sys/class/block/sdb1/partition", "1\n");
    Files.write(dev.resolve("sdb1"), new byte[10]);
    write("proc/self/mountinfo", "22 1 0:20 / / rw - tmpfs none rw\n");
    shell =
        Typed.to(
            new IsoWriteCommands(new BlockDevices(dev, real.resolve("sys"), real.resolve("proc"))));
  }

  private void disk(String name, int size, String number, boolean removable, String model)
      throws IOException {
    Files.write(dev.resolve(name), new byte[size]);
    write("sys/block/" + name + "/size", size / 512 + "\n");
    write("sys/block/" + name + "/removable", removable ? "1\n" : "0\n");
    write("sys/block/" + name + "/dev", number + "\n");
    write("sys/block/" + name + "/device/vendor", "ACME\n");
    write("sys/block/" + name + "/device/model", model + "\n");
  }

  private void write(String path, String text) throws IOException {
    Path file = folder.toRealPath().resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private Typed.Result type(String disk, String more) {
    return shell.run("iso write " + image + " " + dev.resolve(disk) + " " + more);
  }

  private void refuses(String disk, String more, String why) throws IOException {
    byte[] before = Files.readAllBytes(dev.resolve(disk));
    Typed.Result result = type(disk, more);
    assertEquals(ExitCode.USAGE, result.exit(), result.errors());
    assertTrue(result.errors().contains(why), result.errors());
    assertArrayEquals(before, Files.readAllBytes(dev.resolve(disk)));
  }

  @Test
  void writesTheDiskThatIsNamedTwice() throws IOException {
    String output = type("sdb", "--confirm sdb").ok();
    assertEquals(output, type("sdb", "--confirm " + dev.resolve("sdb")).ok(), "or its path");
    assertTrue(output.contains("model:      ACME Flash\nsize:       8.0 MiB\n"), output);
    assertTrue(output.contains("partitions: sdb1 2.0 MiB\n"), output);
    assertTrue(output.contains("wrote some.iso to " + dev.resolve("sdb")), output);
    byte[] written = Files.readAllBytes(image);
    byte[] disk = Files.readAllBytes(dev.resolve("sdb"));
    assertEquals(STICK, disk.length);
    assertArrayEquals(written, Arrays.copyOf(disk, written.length));
    assertArrayEquals(
        new byte[STICK - written.length], Arrays.copyOfRange(disk, written.length, STICK));
  }

  @Test
  void refusesWithoutConsent() throws IOException {
    refuses("sdb", "", "nobody can be asked here");
    refuses("sdb", "--confirm sda", "sda is not sdb");
    refuses("sda", "", "it cannot be taken out");
  }

  @Test
  void refusesWhatIsMounted() throws IOException {
    write("proc/self/mountinfo", "30 1 8:17 / /media/photos rw - vfat none rw\n");
    refuses("sdb", "", "it is in use: /media/photos");
    write("proc/self/mountinfo", "");
    write("proc/swaps", "Filename Type\n" + dev.resolve("sdb1") + " partition 1 0 -2\n");
    refuses("sdb", "", "it is in use: swap");
  }

  @Test
  void refusesWhatIsNoDiskOrTooSmall() throws IOException {
    refuses("sdb1", "--confirm sdb1", "it is a partition");
    refuses("sdc", "--confirm sdc", "and the disk only 102400");
    Typed.Result result = shell.run("iso write " + image + " " + image);
    assertEquals(ExitCode.USAGE, result.exit());
    assertTrue(result.errors().contains(" is not a disk"), result.errors());
  }
}
