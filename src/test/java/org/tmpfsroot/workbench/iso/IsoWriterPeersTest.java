package org.tmpfsroot.workbench.iso;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** Other programs read what the writer wrote: the same names, links and bytes. */
class IsoWriterPeersTest {
  @TempDir Path folder;

  @RepeatedTest(8)
  @RequiresPeer({"xorriso"})
  void xorrisoExtractsTheSameTree(RepetitionInfo repetition) throws IOException {
    long seed = 100L + repetition.getCurrentRepetition();
    RandomTree random = new RandomTree(seed);
    Path out = folder.resolve("out");
    Peer.run(
            "xorriso",
            "-abort_on",
            "WARNING",
            "-osirrox",
            "on:sort_lba_on",
            "-indev",
            written(random, seed).toString(),
            "-extract",
            "/",
            out.toString())
        .ok();
    TreeOnDisk.assertSame(random.listing(), TreeOnDisk.listing(out), "seed " + seed);
  }

  @RepeatedTest(8)
  @RequiresPeer({"bsdtar"})
  void bsdtarExtractsTheSameTree(RepetitionInfo repetition) throws IOException {
    long seed = 200L + repetition.getCurrentRepetition();
    RandomTree random = new RandomTree(seed);
    Path out = Files.createDirectory(folder.resolve("out"));
    Peer.run("bsdtar", "-xf", written(random, seed).toString(), "-C", out.toString()).ok();
    TreeOnDisk.assertSame(random.listing(), TreeOnDisk.listing(out), "seed " + seed);
  }

  @RepeatedTest(4)
  @RequiresPeer({"bsdtar"})
  void jolietAndPlainNamesLeadToTheSameFiles(RepetitionInfo repetition) throws IOException {
    long seed = 300L + repetition.getCurrentRepetition();
    RandomTree random = new RandomTree(seed);
    Path iso = written(random, seed);
    for (String without : List.of("!rockridge", "!rockridge,!joliet")) {
      Path out = Files.createDirectory(folder.resolve("out" + without.length()));
      Peer.run(
              "bsdtar",
              "-x",
              "--options",
              "iso9660:" + without,
              "-f",
              iso.toString(),
              "-C",
              out.toString())
          .ok();
      // without Rock Ridge a link is an empty file, in Joliet's tree it is not at all
      Stream<byte[]> links =
          without.contains("joliet")
              ? random.links.keySet().stream().map(link -> new byte[0])
              : Stream.of();
      String expected =
          Stream.concat(random.files.values().stream(), links)
              .map(RandomTree::hash)
              .sorted()
              .collect(Collectors.joining("\n"));
      TreeOnDisk.assertSame(
          expected, String.join("\n", TreeOnDisk.hashes(out)), "seed " + seed + " " + without);
    }
  }

  @RepeatedTest(4)
  @RequiresPeer({"isoinfo"})
  void isoinfoListsEveryName(RepetitionInfo repetition) throws IOException {
    long seed = 400L + repetition.getCurrentRepetition();
    RandomTree random = new RandomTree(seed);
    Path iso = written(random, seed);
    String listed =
        Stream.of(
                Peer.runIn(folder, Map.of(), List.of("isoinfo", "-R", "-f", "-i", iso.toString()))
                    .ok()
                    .split("\n"))
            .sorted()
            .collect(Collectors.joining("\n"));
    String expected =
        Stream.concat(
                random.directories.stream().filter(path -> !path.isEmpty()),
                Stream.concat(random.files.keySet().stream(), random.links.keySet().stream()))
            .map(path -> "/" + path)
            .sorted()
            .collect(Collectors.joining("\n"));
    TreeOnDisk.assertSame(expected, listed, "seed " + seed);
  }

  @Test
  @RequiresPeer({"isoinfo"})
  void isoinfoFindsAllThreeTrees() throws IOException {
    String report = Peer.run("isoinfo", "-d", "-i", bootable().toString()).ok();
    assertTrue(report.contains("Volume id: PEERS"), report);
    assertTrue(report.contains("Joliet with UCS level 3 found"), report);
    assertTrue(report.contains("Rock Ridge signatures version 1 found"), report);
    assertTrue(report.contains("Eltorito defaultboot header"), report);
  }

  @Test
  @RequiresPeer({"xorriso"})
  void xorrisoSeesADistributionsHybridImage() throws IOException {
    String report =
        Peer.run(
                "xorriso",
                "-indev",
                bootable().toString(),
                "-report_el_torito",
                "plain",
                "-report_system_area",
                "plain")
            .ok();
    for (String line :
        List.of(
            "El Torito boot img :   1  BIOS  y   none  0x0000  0x00      4",
            "El Torito boot img :   2  UEFI  y   none  0x0000  0x00  ",
            "El Torito img path :   1  /images/eltorito.img",
            "El Torito img opts :   1  boot-info-table grub2-boot-info",
            "System area summary: MBR protective-msdos-label grub2-mbr cyl-align-off GPT",
            "Partition offset   : 16",
            "GPT type GUID      :   1  a2a0d0ebe5b9334487c068b6b72699c7",
            "GPT type GUID      :   2  28732ac11ff8d211ba4b00a0c93ec93b")) {
      assertTrue(report.contains(line), () -> line + "\nis not in\n" + report);
    }
  }

  @Test
  @RequiresPeer({"sfdisk", "sgdisk", "partx"})
  void partitionToolsFindNoFault() throws IOException {
    String iso = bootable().toString();
    Peer.Result verified = Peer.run("sfdisk", "--verify", iso);
    assertTrue(verified.ok().contains("No errors detected"), verified::output);
    Peer.Result checked = Peer.run("sgdisk", "-v", iso);
    assertTrue(checked.ok().contains("No problems found"), checked::output);
    String types = Peer.run("partx", "--show", "-g", "-o", "NR,START,TYPE", iso).ok();
    try (IsoImage image = IsoImage.open(Path.of(iso))) {
      String own =
          image.partitions().stream()
              .filter(partition -> partition.table() == DiskPartition.Table.GPT)
              .map(
                  partition ->
                      partition.number()
                          + " "
                          + partition.extent().offset() / 512
                          + " "
                          + partition.type().toLowerCase(java.util.Locale.ROOT))
              .collect(Collectors.joining("\n"));
      assertEquals(own, types.replaceAll("(?m)^ +| +$", "").replaceAll(" +", " ").strip());
    }
  }

  @Test
  @RequiresPeer({"xorriso"})
  void thePartitionAloneIsAnImageOfTheSameFiles() throws IOException {
    Path iso = bootable();
    byte[] bytes = Files.readAllBytes(iso);
    Path alone = folder.resolve("partition");
    int length;
    try (IsoImage image = IsoImage.open(iso)) {
      length = (int) image.partitions().get(1).extent().length();
    }
    Files.write(alone, java.util.Arrays.copyOfRange(bytes, 16 * 2048, 16 * 2048 + length));
    try (IsoImage image = IsoImage.open(iso);
        IsoImage partition = IsoImage.open(alone)) {
      assertEquals(IsoRoundTripTest.listing(image), IsoRoundTripTest.listing(partition));
    }
    Path out = folder.resolve("alone");
    Peer.run(
            "xorriso",
            "-osirrox",
            "on",
            "-indev",
            alone.toString(),
            "-extract",
            "/",
            out.toString())
        .ok();
    assertArrayEquals(new byte[5000], Files.readAllBytes(out.resolve("a/b/file")));
  }

  private Path written(RandomTree random, long seed) {
    Path iso = folder.resolve(seed + ".iso");
    IsoWriter.write(
        IsoSpec.of("PEERS", IsoRoundTripTest.WHEN, IsoRoundTripTest.WHO, random.tree()),
        iso,
        Progress.SILENT);
    return iso;
  }

  private Path bootable() {
    Path iso = folder.resolve("bootable.iso");
    IsoWriter.write(SmallBoot.spec("PEERS"), iso, Progress.SILENT);
    return iso;
  }
}
