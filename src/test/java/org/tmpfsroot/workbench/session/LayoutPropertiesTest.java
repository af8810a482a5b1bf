package org.tmpfsroot.workbench.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.DiskMatch;
import org.tmpfsroot.workbench.disk.Filesystem;
import org.tmpfsroot.workbench.disk.Fit;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.disk.Partition;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Finding;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.kickstart.Kickstart;
import org.tmpfsroot.workbench.kickstart.KickstartLine;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** Whatever layout is accepted: no two partitions overlap, all lie on the disk, nothing is lost. */
class LayoutPropertiesTest {
  private static final Size MIB = Size.ofMiB(1);
  private static final long SECTOR = 512;

  @TempDir Path folder;

  @RepeatedTest(200)
  void holds(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    ImageSession session = session(seed);
    Fit fit = SessionFit.of(session);
    Size smallest = fit.smallestDisk();
    Size free = MIB;
    for (Fit.Place place : fit.places()) {
      assertTrue(place.start().compareTo(free) >= 0, () -> "seed " + seed + ": " + place);
      assertTrue(place.end().compareTo(place.start()) > 0, () -> "seed " + seed + ": " + place);
      assertEquals(0, place.start().bytes() % MIB.bytes(), () -> "seed " + seed + ": " + place);
      assertTrue(
          place.partition().size().bytes() <= place.end().bytes() - place.start().bytes(),
          () -> "seed " + seed + ": " + place);
      free = place.end();
    }
    assertTrue(free.plus(MIB).compareTo(smallest) <= 0, () -> "seed " + seed);
    assertEquals(false, tooSmall(session, smallest), () -> "seed " + seed);
    assertEquals(
        true, tooSmall(session, new Size(smallest.bytes() - MIB.bytes())), () -> "seed " + seed);
    Path file = folder.resolve("robot.json");
    SessionJson.write(session, file);
    assertEquals(session, SessionJson.read(file, MachineDefaults.NONE), () -> "seed " + seed);
    assertEquals(sizes(session.disks().layout()), sizes(session), () -> "seed " + seed);
  }

  /** A table of those partitions can be made on the smallest disk, and on no smaller one. */
  @RepeatedTest(5)
  @RequiresPeer("sfdisk")
  void sfdiskAgrees(RepetitionInfo repetition) throws IOException {
    long seed = repetition.getCurrentRepetition();
    Fit fit = SessionFit.of(session(seed));
    List<String> wanted =
        fit.places().stream()
            .map(place -> (place.end().bytes() - place.start().bytes()) / SECTOR)
            .map(String::valueOf)
            .toList();
    StringBuilder script = new StringBuilder("label: gpt\n");
    for (Fit.Place place : fit.places()) {
      script.append("start=").append(place.start().bytes() / SECTOR);
      script.append(", size=").append((place.end().bytes() - place.start().bytes()) / SECTOR);
      script.append('\n');
    }
    Files.writeString(folder.resolve("table"), script);
    assertEquals(wanted, sfdisk(fit.smallestDisk()), () -> "seed " + seed);
    assertNotEquals(
        wanted, sfdisk(new Size(fit.smallestDisk().bytes() - MIB.bytes())), () -> "seed " + seed);
  }

  /** The sizes in sectors of what is made of the table on a disk of that size. */
  private List<String> sfdisk(Size size) throws IOException {
    Path disk = folder.resolve("disk");
    Files.deleteIfExists(disk);
    try (RandomAccessFile sparse = new RandomAccessFile(disk.toFile(), "rw")) {
      sparse.setLength(size.bytes());
    }
    String made =
        "sfdisk --quiet disk <table >/dev/null 2>&1;"
            + " sfdisk --dump disk | sed -n 's/.*size= *\\([0-9]*\\).*/\\1/p'";
    return Peer.runIn(folder, Map.of(), List.of("/bin/sh", "-c", made)).ok().lines().toList();
  }

  @ParameterizedTest
  @CsvSource({"size<=16G, true", "size=16G, true", "size>=16G, false", "size<=64G, false"})
  void noDiskThatMatchesIsLargeEnough(String match, boolean tooSmall) {
    assertEquals(tooSmall, tooSmall(session(1), Disk.of("sda").withMatch(DiskMatch.parse(match))));
  }

  private static boolean tooSmall(ImageSession session, Size disk) {
    return tooSmall(session, Disk.of("sda").withSize(disk));
  }

  private static boolean tooSmall(ImageSession session, Disk disk) {
    ImageSession on = session.withDisks(disks -> disks.minus("sda").plus(disk));
    return SessionChecks.of(on).stream().map(Finding::id).anyMatch("disk-too-small"::equals);
  }

  /** In MiB by mount point; a file system on a volume of its own by the volume's order. */
  private static List<Long> sizes(Layout layout) {
    return layout.partitions().stream()
        .map(each -> each.size().mebibytesRoundedUp())
        .sorted()
        .toList();
  }

  private static List<Long> sizes(ImageSession session) {
    Kickstart kickstart =
        Kickstart.render(KickstartTranslation.of(session, ExpectedUnits.of(session)));
    return kickstart.lines().stream()
        .map(KickstartLine::text)
        .filter(line -> line.startsWith("part ") && !line.startsWith("part biosboot"))
        .map(line -> Long.valueOf(line.replaceFirst(".* --size=(\\d+) .*", "$1")))
        .sorted()
        .toList();
  }

  private static ImageSession session(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ImageSession session =
        ImageSession.of("robot", 34 + random.nextInt(11), MachineDefaults.NONE)
            .withDisks(d -> d.plus(Disk.of("sda")));
    if (random.nextBoolean()) {
      session = session.withSettings(s -> s.with("firmware", "both"));
    }
    for (int i = random.nextInt(12); i > 0; i--) {
      session = changed(session, random);
    }
    return session;
  }

  /** One change; a refused one changes nothing. */
  private static ImageSession changed(ImageSession session, SplittableRandom random) {
    List<String> mounts = session.disks().layout().mounts();
    String known = mounts.get(random.nextInt(mounts.size()));
    String other = "/data" + random.nextInt(4) + (random.nextBoolean() ? "/sub" : "");
    Size size = new Size(1 + random.nextLong(Size.ofMiB(20_000).bytes()));
    Filesystem[] filesystems = Filesystem.values();
    Filesystem filesystem = filesystems[random.nextInt(filesystems.length)];
    try {
      Layout layout = session.disks().layout();
      Layout next =
          switch (random.nextInt(3)) {
            case 0 -> layout.withSize(known, size);
            case 1 -> layout.minus(known);
            default -> layout.plus(Partition.added(other, size, filesystem, "nofail"));
          };
      return session.withDisks(d -> d.withLayout(next));
    } catch (Fault e) {
      return session;
    }
  }
}
