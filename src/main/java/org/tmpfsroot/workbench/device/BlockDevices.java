package org.tmpfsroot.workbench.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Size;

/**
 * The disks of this machine.
 *
 * @param dev where devices are opened: {@code /dev}
 * @param sys what the kernel says of them: {@code /sys}
 * @param proc {@code /proc}
 */
public record BlockDevices(Path dev, Path sys, Path proc) {
  private static final int SECTOR = 512;

  /** Those of this machine. */
  public static BlockDevices ofMachine() {
    return new BlockDevices(Path.of("/dev"), Path.of("/sys"), Path.of("/proc"));
  }

  /** The names of all that have a medium, sorted. */
  public List<String> names() {
    Path folder = sys.resolve("block");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !number(entry.resolve("size")).equals("0"))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw AtomicFile.cannotRead(folder, e);
    }
  }

  /**
   * What the system says of the disk that {@code typed} leads to.
   *
   * @throws Fault (usage) when it is no disk; (world) when the system does not tell
   */
  public BlockDevice find(Path typed) {
    try {
      Path node = Files.exists(typed) ? typed.toRealPath() : typed.toAbsolutePath().normalize();
      String name = String.valueOf(node.getFileName());
      if (!dev.toRealPath().equals(node.getParent()) || !names().contains(name)) {
        throw notADisk(typed, name);
      }
      Path folder = sys.resolve("block").resolve(name);
      long sectors = Long.parseLong(number(folder.resolve("size")));
      return new BlockDevice(
          node,
          name,
          (text(folder.resolve("device/vendor")) + " " + text(folder.resolve("device/model")))
              .strip(),
          new Size(sectors * SECTOR),
          number(folder.resolve("removable")).equals("1"),
          partitions(folder),
          uses(folder));
    } catch (IOException e) {
      throw AtomicFile.cannotRead(typed, e);
    }
  }

  private Fault notADisk(Path typed, String name) {
    boolean isPartition =
        Files.exists(sys.resolve("class/block").resolve(name).resolve("partition"));
    List<String> disks = names().stream().map(each -> dev.resolve(each).toString()).toList();
    return Fault.usage(
        typed + " is not a disk",
        isPartition
            ? "it is a partition, and an image takes a whole disk"
            : Nearest.sentence(
                typed.toString(), disks, "the disks are " + String.join(", ", disks)),
        "type `iso write FILE DEVICE` with the disk's own name, such as /dev/sdb");
  }

  private static List<String> partitions(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.exists(entry.resolve("partition")))
          .map(
              entry ->
                  entry.getFileName()
                      + " "
                      + new Size(Long.parseLong(number(entry.resolve("size"))) * SECTOR))
          .sorted()
          .toList();
    }
  }

  /** Mount points, swap, and the devices made of it, such as a volume group or an array. */
  private List<String> uses(Path folder) throws IOException {
    List<Path> parts = new ArrayList<>(List.of(folder));
    try (Stream<Path> entries = Files.list(folder)) {
      entries
          .filter(entry -> Files.exists(entry.resolve("partition")))
          .sorted()
          .forEach(parts::add);
    }
    List<String> uses = new ArrayList<>();
    for (Path part : parts) {
      String number = text(part.resolve("dev"));
      for (String line : lines(proc.resolve("self/mountinfo"))) {
        // proc(5): id, parent, major:minor, root, mount point
        String[] fields = line.split(" ");
        if (fields.length > 4 && fields[2].equals(number) && !number.isEmpty()) {
          uses.add(fields[4]);
        }
      }
      String node = dev.resolve(part.getFileName().toString()).toString();
      if (lines(proc.resolve("swaps")).stream().anyMatch(line -> line.startsWith(node + " "))) {
        uses.add("swap");
      }
      Path holders = part.resolve("holders");
      if (Files.isDirectory(holders)) {
        try (Stream<Path> held = Files.list(holders)) {
          held.map(each -> each.getFileName().toString()).sorted().forEach(uses::add);
        }
      }
    }
    return uses;
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
  }

  private static String text(Path file) {
    try {
      return Files.isReadable(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      // a driver need not say
      return "";
    }
  }

  private static String number(Path file) {
    String text = text(file);
    return text.matches("\\d{1,18}") ? text : "0";
  }
}
