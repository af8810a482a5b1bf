package org.tmpfsroot.workbench.iso;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

class FatImageTest {
  private static final Instant WHEN = Instant.parse("2026-01-02T03:04:06Z");

  @TempDir Path folder;

  @RepeatedTest(10)
  @RequiresPeer({"fsck.vfat", "mcopy"})
  void othersReadWhatItWrote(RepetitionInfo repetition) throws IOException {
    long seed = repetition.getCurrentRepetition();
    SortedMap<String, byte[]> files = files(seed);
    Path image = folder.resolve("efi.img");
    Files.write(image, FatImage.write("EFIBOOT", 0x1234abcd, WHEN, files));

    String check = Peer.run("fsck.vfat", "-n", "-v", image.toString()).ok();
    assertTrue(check.contains("FAT16") || check.contains("16 bit"), check);
    Path out = Files.createDirectory(folder.resolve("out"));
    Peer.runIn(
            out,
            Map.of("MTOOLS_SKIP_CHECK", "1", "MTOOLSRC", "/dev/null"),
            List.of("mcopy", "-s", "-n", "-i", image.toString(), "::*", out.toString()))
        .ok();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      assertArrayEquals(
          file.getValue(),
          Files.readAllBytes(out.resolve(file.getKey())),
          "seed " + seed + " " + file.getKey());
    }
    String listing = Peer.run("mdir", "-i", image.toString(), "::").ok();
    assertTrue(listing.contains("Volume Serial Number is 1234-ABCD"), listing);
    assertTrue(listing.contains("Volume in drive : is EFIBOOT"), listing);
  }

  @RepeatedTest(10)
  void readsBackWhatItWrote(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    SortedMap<String, byte[]> files = files(seed);
    byte[] bytes = FatImage.write("EFIBOOT", 1, WHEN, files);
    assertArrayEquals(bytes, FatImage.write("EFIBOOT", 1, WHEN, files(seed)), "seed " + seed);
    FatImage image = FatImage.of(bytes, "efi.img");
    assertEquals("EFIBOOT", image.label());
    assertEquals(List.copyOf(files.keySet()), image.paths(), "seed " + seed);
    files.forEach((path, content) -> assertArrayEquals(content, image.read(path), path));
    assertEquals(0, bytes.length % 2048);
  }

  @ParameterizedTest
  @CsvSource({"12,3", "16,20", "32,80"})
  @RequiresPeer({"mkfs.vfat", "mcopy", "mmd"})
  void readsWhatOthersWrote(int bits, int mebibytes) throws IOException {
    Path image = folder.resolve("fat.img");
    Files.write(image, new byte[mebibytes << 20]);
    Peer.run("mkfs.vfat", "-F", "" + bits, "-n", "OTHERS", image.toString()).ok();
    Path source = Files.createDirectories(folder.resolve("EFI/BOOT"));
    byte[] loader = bytes(1_300_001, 5);
    Files.write(source.resolve("BOOTX64.EFI"), loader);
    Files.writeString(source.resolve("grub.cfg"), "set label=other\n");
    Files.writeString(source.resolve("A long name, with ünïcödé.conf"), "x");
    Peer.run("mcopy", "-s", "-i", image.toString(), folder.resolve("EFI").toString(), "::").ok();

    FatImage read = FatImage.of(Files.readAllBytes(image), "fat.img");
    assertEquals("OTHERS", read.label());
    assertEquals(
        List.of(
            "EFI/BOOT/A long name, with ünïcödé.conf", "EFI/BOOT/BOOTX64.EFI", "EFI/BOOT/grub.cfg"),
        read.paths());
    assertArrayEquals(loader, read.read("efi/boot/bootx64.efi"));
    assertEquals(
        "set label=other\n", new String(read.read("EFI/BOOT/grub.cfg"), StandardCharsets.UTF_8));
  }

  @Test
  void makesLargerClustersForLargerFiles() {
    SortedMap<String, byte[]> files = new TreeMap<>(Map.of("big", bytes(70 << 20, 1)));
    FatImage image = FatImage.of(FatImage.write("BIG", 1, WHEN, files), "big");
    assertArrayEquals(files.get("big"), image.read("big"));
  }

  @Test
  void refusesNamesThatFatCannotTellApart() {
    SortedMap<String, byte[]> files =
        new TreeMap<>(Map.of("EFI/grub.cfg", new byte[1], "EFI/GRUB.CFG", new byte[1]));
    Fault fault = assertThrows(Fault.class, () -> FatImage.write("X", 1, WHEN, files));
    assertEquals(ExitCode.SESSION, fault.exitCode());
  }

  @Test
  void refusesWhatIsNotFat() {
    Fault fault = assertThrows(Fault.class, () -> FatImage.of(new byte[4096], "efiboot.img"));
    assertEquals(ExitCode.WORLD, fault.exitCode());
    assertTrue(fault.what().contains("efiboot.img"), fault.what());
  }

  @RepeatedTest(300)
  void endsOnDamagedImages(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    SplittableRandom random = new SplittableRandom(seed);
    byte[] image = FatImage.write("EFIBOOT", 1, WHEN, files(3));
    int metadata = 60_000;
    for (int i = 0; i < 1 + random.nextInt(40); i++) {
      image[random.nextInt(random.nextBoolean() ? 64 : metadata)] = (byte) random.nextInt(256);
    }
    try {
      FatImage read = FatImage.of(image, "efi.img");
      read.paths().forEach(read::read);
    } catch (Fault fault) {
      assertEquals(ExitCode.WORLD, fault.exitCode(), "seed " + seed);
    }
  }

  private static SortedMap<String, byte[]> files(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put("EFI/BOOT/BOOTX64.EFI", bytes(900_000 + random.nextInt(99_999), seed));
    files.put("EFI/BOOT/grub.cfg", "set timeout=1\n".getBytes(StandardCharsets.UTF_8));
    files.put("EFI/BOOT/empty", new byte[0]);
    int count = random.nextInt(150);
    for (int i = 0; i < count; i++) {
      String name =
          switch (random.nextInt(5)) {
            case 0 -> "FONT" + i + ".PF2";
            case 1 -> "a rather long name " + i + ".conf";
            case 2 -> "ünïcödé " + i;
            case 3 -> "x".repeat(13) + i;
            default -> "many.dots." + i + ".x86_64";
          };
      files.put((random.nextBoolean() ? "EFI/BOOT/fonts/" : "EFI/") + name, bytes(i * 37, i));
    }
    return files;
  }

  private static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    SplittableRandom random = new SplittableRandom(seed);
    random.nextBytes(bytes);
    return bytes;
  }
}
