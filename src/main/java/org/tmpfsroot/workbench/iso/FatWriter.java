package org.tmpfsroot.workbench.iso;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Size;

/** Lays out a FAT16 file system: one boot sector, two FATs, the root directory, the clusters. */
final class FatWriter {
  private static final int SECTOR = 512;
  private static final int SECTORS_PER_BLOCK = ImageFile.BLOCK / SECTOR;
  private static final int ENTRY = FatGeometry.DIRECTORY_ENTRY;
  private static final int ROOT_ENTRIES = 512;
  private static final int FATS = 2;
  private static final int FEWEST_CLUSTERS = 4085 + 16;
  private static final int MOST_CLUSTERS = 65_524 - 16;
  private static final int LARGEST_CLUSTER = 16 * 1024;
  private static final int MEDIA = 0xf8;
  private static final int END_OF_CHAIN = 0xffff;
  private static final int ATTRIBUTE_LABEL = 0x08;
  private static final int ATTRIBUTE_DIRECTORY = 0x10;
  private static final int ATTRIBUTE_ARCHIVE = 0x20;
  private static final int FIRST_YEAR = 1980;
  private static final int LAST_YEAR = 2107;

  /** A directory's content: names to byte arrays or to further directories. */
  private static final class Folder {
    final TreeMap<String, Folder> folders = new TreeMap<>();
    final TreeMap<String, byte[]> files = new TreeMap<>();
    final FatNames names = new FatNames();

    int entries() {
      int count = 2;
      for (String name : folders.keySet()) {
        count += names.of(name).entries();
      }
      for (String name : files.keySet()) {
        count += names.of(name).entries();
      }
      return count;
    }
  }

  private final String label;
  private final int serial;
  private final int date;
  private final int time;
  private final Folder root = new Folder();
  private int clusterLength = SECTOR;
  private int clusters;
  private int fatSectors;
  private byte[] image = {};
  private int nextCluster = 2;

  FatWriter(String label, int serial, Instant timestamp, SortedMap<String, byte[]> files) {
    if (!label.matches("[A-Z0-9_-]{1,11}")) {
      throw new IllegalArgumentException("not a FAT label: " + label);
    }
    this.label = label;
    this.serial = serial;
    OffsetDateTime utc = timestamp.atOffset(ZoneOffset.UTC);
    int year = Math.max(FIRST_YEAR, Math.min(LAST_YEAR, utc.getYear()));
    this.date = (year - FIRST_YEAR) << 9 | utc.getMonthValue() << 5 | utc.getDayOfMonth();
    this.time = utc.getHour() << 11 | utc.getMinute() << 5 | utc.getSecond() / 2;
    files.forEach(this::add);
  }

  private void add(String path, byte[] content) {
    String[] names = path.split("/", -1);
    Folder folder = root;
    for (int i = 0; i < names.length - 1; i++) {
      folder.names.add(names[i], path);
      folder = folder.folders.computeIfAbsent(names[i], name -> new Folder());
    }
    folder.names.add(names[names.length - 1], path);
    folder.files.put(names[names.length - 1], content);
  }

  byte[] image() {
    chooseSize();
    int length = offsetOf(2) + clusters * clusterLength;
    // a partition of a disc has whole blocks; what is left over may become a cluster or some more
    image = new byte[(length + ImageFile.BLOCK - 1) / ImageFile.BLOCK * ImageFile.BLOCK];
    putBootSector(image.length / SECTOR);
    putFat(0, 0xff00 | MEDIA);
    putFat(1, END_OF_CHAIN);
    putRoot();
    return image;
  }

  /** The smallest clusters with which it is a FAT16, and a sixteenth more of them than needed. */
  private void chooseSize() {
    if (root.entries() > ROOT_ENTRIES) {
      throw tooMuch("its root has more than " + ROOT_ENTRIES + " entries");
    }
    long needed = clustersOf(root, true);
    while (needed + needed / 16 > MOST_CLUSTERS) {
      clusterLength *= 2;
      if (clusterLength > LARGEST_CLUSTER) {
        throw tooMuch("its files are larger than " + Size.ofMiB(1024));
      }
      needed = clustersOf(root, true);
    }
    clusters = (int) Math.max(FEWEST_CLUSTERS, needed + needed / 16);
    fatSectors = ((clusters + SECTORS_PER_BLOCK + 2) * 2 + SECTOR - 1) / SECTOR;
  }

  private static Fault tooMuch(String why) {
    return Fault.session("cannot make the EFI boot image", why, "leave files out of EFI/BOOT");
  }

  private long clustersOf(Folder folder, boolean isRoot) {
    long count = isRoot ? 0 : clustersFor((long) folder.entries() * ENTRY);
    for (Folder sub : folder.folders.values()) {
      count += clustersOf(sub, false);
    }
    for (byte[] file : folder.files.values()) {
      count += clustersFor(file.length);
    }
    return count;
  }

  private long clustersFor(long length) {
    return (length + clusterLength - 1) / clusterLength;
  }

  private void putBootSector(int sectors) {
    byte[] jump = {(byte) 0xeb, 0x3c, (byte) 0x90};
    System.arraycopy(jump, 0, image, 0, jump.length);
    putText(3, "MSWIN4.1", 8);
    LittleEndian.put16(image, 11, SECTOR);
    image[13] = (byte) (clusterLength / SECTOR);
    LittleEndian.put16(image, 14, 1);
    image[16] = FATS;
    LittleEndian.put16(image, 17, ROOT_ENTRIES);
    LittleEndian.put16(image, 19, sectors <= 0xffff ? sectors : 0);
    image[21] = (byte) MEDIA;
    LittleEndian.put16(image, 22, fatSectors);
    LittleEndian.put16(image, 24, 32);
    LittleEndian.put16(image, 26, 64);
    LittleEndian.put32(image, 32, sectors <= 0xffff ? 0 : sectors);
    image[36] = (byte) 0x80;
    image[38] = 0x29;
    LittleEndian.put32(image, 39, serial);
    putText(43, label, 11);
    putText(54, "FAT16", 8);
    LittleEndian.put16(image, 510, 0xaa55);
  }

  private void putRoot() {
    int start = SECTOR * (1 + FATS * fatSectors);
    putText(start, label, 11);
    image[start + 11] = ATTRIBUTE_LABEL;
    LittleEndian.put16(image, start + 22, time);
    LittleEndian.put16(image, start + 24, date);
    putChildren(root, start + ENTRY, 0);
  }

  private void putChildren(Folder folder, int start, int ownCluster) {
    int at = start;
    for (Map.Entry<String, Folder> sub : folder.folders.entrySet()) {
      int cluster = allocate(sub.getValue().entries() * ENTRY);
      at = putEntry(at, folder.names.of(sub.getKey()), ATTRIBUTE_DIRECTORY, cluster, 0);
      int inside = offsetOf(cluster);
      putDots(inside, cluster, ownCluster);
      putChildren(sub.getValue(), inside + 2 * ENTRY, cluster);
    }
    for (Map.Entry<String, byte[]> file : folder.files.entrySet()) {
      byte[] content = file.getValue();
      int cluster = content.length == 0 ? 0 : allocate(content.length);
      at = putEntry(at, folder.names.of(file.getKey()), ATTRIBUTE_ARCHIVE, cluster, content.length);
      if (content.length > 0) {
        System.arraycopy(content, 0, image, offsetOf(cluster), content.length);
      }
    }
  }

  /** Clusters are given out in a row, so a file's bytes lie together. */
  private int allocate(int length) {
    int first = nextCluster;
    int count = (int) clustersFor(length);
    for (int i = 1; i <= count; i++) {
      putFat(nextCluster, i == count ? END_OF_CHAIN : nextCluster + 1);
      nextCluster++;
    }
    return first;
  }

  private int offsetOf(int cluster) {
    int data = SECTOR * (1 + FATS * fatSectors) + ROOT_ENTRIES * ENTRY;
    return data + (cluster - 2) * clusterLength;
  }

  private void putDots(int at, int own, int parent) {
    putShortEntry(at, dots(1), ATTRIBUTE_DIRECTORY, own, 0);
    putShortEntry(at + ENTRY, dots(2), ATTRIBUTE_DIRECTORY, parent, 0);
  }

  private static byte[] dots(int count) {
    return String.format(Locale.ROOT, "%-11s", ".".repeat(count))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private int putEntry(int start, FatNames.Name name, int attributes, int cluster, int length) {
    int at = start;
    for (byte[] piece : name.longPieces()) {
      System.arraycopy(piece, 0, image, at, ENTRY);
      at += ENTRY;
    }
    putShortEntry(at, name.shortName(), attributes, cluster, length);
    return at + ENTRY;
  }

  private void putShortEntry(int at, byte[] name, int attributes, int cluster, int length) {
    System.arraycopy(name, 0, image, at, name.length);
    image[at + 11] = (byte) attributes;
    LittleEndian.put16(image, at + 14, time);
    LittleEndian.put16(image, at + 16, date);
    LittleEndian.put16(image, at + 18, date);
    LittleEndian.put16(image, at + 22, time);
    LittleEndian.put16(image, at + 24, date);
    LittleEndian.put16(image, at + 26, cluster);
    LittleEndian.put32(image, at + 28, length);
  }

  private void putFat(int cluster, int value) {
    for (int i = 0; i < FATS; i++) {
      LittleEndian.put16(image, SECTOR * (1 + i * fatSectors) + 2 * cluster, value);
    }
  }

  private void putText(int at, String text, int length) {
    byte[] padded =
        String.format(Locale.ROOT, "%-" + length + "s", text).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(padded, 0, image, at, length);
  }
}
