package org.tmpfsroot.workbench.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.io.Progress;

class BytePlaceTest {
  @TempDir Path folder;
  private byte[] bytes;
  private IsoImage image;

  @BeforeEach
  void write() throws IOException {
    Path file = folder.resolve("small.iso");
    IsoWriter.write(SmallBoot.spec("SMALL"), file, Progress.SILENT);
    MediaCheck.implant(file, Progress.SILENT);
    bytes = Files.readAllBytes(file);
    image = IsoImage.open(file);
  }

  @AfterEach
  void close() throws IOException {
    image.close();
  }

  private String at(long offset) {
    return image.placeOf(offset).inWords();
  }

  /** Where {@code text} stands for the {@code count}th time, from 0. */
  private int find(byte[] text, int count) {
    int left = count;
    for (int at = 0; at + text.length <= bytes.length; at++) {
      if (java.util.Arrays.equals(bytes, at, at + text.length, text, 0, text.length)
          && left-- == 0) {
        return at;
      }
    }
    throw new AssertionError("is not there " + count + " times");
  }

  @Test
  void knowsTheTablesOfTheDisk() {
    assertEquals("the boot code in the MBR", at(0));
    assertEquals("the type of partition 1 in the MBR", at(450));
    assertEquals("the disk id in the GPT header", at(512 + 56));
    assertEquals(new Extent(512 + 56, 16), image.placeOf(512 + 60).value());
    assertEquals("the name in the GPT entry of partition 2", at(1024 + 128 + 60));
    assertEquals("the disk id in the second GPT header", at(bytes.length - 512 + 56));
    assertEquals(
        "the id in the second GPT entry of partition 1", at(bytes.length - 512 - 128 * 128 + 20));
    assertEquals("the system area", at(30_000));
  }

  @Test
  void knowsTheDescriptorsOfBothViews() {
    assertEquals("the volume id in the primary volume descriptor", at(32_768 + 40));
    assertEquals("the digest for the media check in the primary volume descriptor", at(33_700));
    assertEquals("the block of the boot catalogue in the boot record", at(34_816 + 71));
    assertEquals("the escape sequences in the supplementary volume descriptor", at(36_864 + 88));
    assertEquals("the volume id in the partition 1's primary volume descriptor", at(65_536 + 40));
  }

  @Test
  void knowsPathTablesAndDirectoryRecords() {
    int little = (int) LittleEndian.u32(bytes, 32_768 + 140) * 2048;
    int big = Integer.reverseBytes((int) LittleEndian.u32(bytes, 32_768 + 148)) * 2048;
    assertEquals("the block in the ISO 9660 path table (little-endian) entry of /", at(little + 2));
    assertEquals("the block in the ISO 9660 path table (big-endian) entry of /", at(big + 2));
    int root = (int) LittleEndian.u32(bytes, 32_768 + 158) * 2048;
    assertEquals("the date in the ISO 9660 directory record (of itself) of /", at(root + 20));
    int link = find("link".getBytes(StandardCharsets.US_ASCII), 0);
    assertEquals("the Rock Ridge name in the ISO 9660 directory record of a/link", at(link));
    int joliet = find("eltorito.img".getBytes(StandardCharsets.UTF_16BE), 0);
    assertEquals("the name in the Joliet directory record of images/eltorito.img", at(joliet));
    int again = find("eltorito.img".getBytes(StandardCharsets.UTF_16BE), 1);
    assertEquals(
        "the name in the partition 1's Joliet directory record of images/eltorito.img", at(again));
  }

  @Test
  void knowsFilesAndWhatStartsTheImage() {
    long file = image.find("a/b/file").orElseThrow().extents().get(0).offset();
    assertEquals("the file a/b/file", at(file + 4999));
    assertEquals(4999, image.placeOf(file + 4999).within());
    assertEquals("the unused rest of the last block of a/b/file", at(file + 5000));
    long catalog = LittleEndian.u32(bytes, 34_816 + 71) * 2048;
    assertEquals("the checksum in the El Torito boot catalogue's entry 0", at(catalog + 28));
    assertEquals(
        "the number of sectors loaded in the El Torito boot catalogue's entry 1", at(catalog + 38));
    long efi = image.efiImage().orElseThrow().offset();
    assertEquals("the serial number in the boot sector of the EFI boot image", at(efi + 40));
    assertEquals("the file allocation table of the EFI boot image", at(efi + 512 * 4));
    int loader = find("BOOTX64 EFI".getBytes(StandardCharsets.US_ASCII), 0);
    assertTrue(
        at(loader)
            .matches(
                "the name in the entry at byte \\d+ of the EFI boot image's directory EFI/BOOT"),
        at(loader));
    int start = find("MZ".getBytes(StandardCharsets.US_ASCII), 0);
    assertEquals("the EFI boot image's file EFI/BOOT/BOOTX64.EFI", at(start));
  }

  @Test
  void everyByteOfEveryFileIsThatFiles() throws IOException {
    for (IsoEntry entry : image.entries().stream().filter(IsoEntry::isFile).toList()) {
      List<Extent> extents = entry.extents();
      long before = 0;
      for (Extent extent : extents) {
        for (long at : List.of(0L, extent.length() / 2, extent.length() - 1)) {
          if (extent.length() > 0) {
            BytePlace place = image.placeOf(extent.offset() + at);
            assertEquals(entry.path(), place.path());
            assertEquals(before + at, place.within());
          }
        }
        before += extent.length();
      }
    }
  }

  @Test
  void damageMakesItSayLessAndNotFail() throws IOException {
    int record = find("eltorito.img".getBytes(StandardCharsets.UTF_16BE), 0) - 33;
    bytes[record] = 1;
    bytes[512 + 84] = (byte) 0xff;
    Path file = folder.resolve("damaged.iso");
    Files.write(file, bytes);
    try (IsoImage damaged = IsoImage.open(file)) {
      for (long at = 0; at < bytes.length; at += 997) {
        assertTrue(damaged.placeOf(at).inWords().startsWith("the "));
      }
    }
  }
}
