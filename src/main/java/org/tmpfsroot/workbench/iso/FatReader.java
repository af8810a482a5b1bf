package org.tmpfsroot.workbench.iso;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the directories of a FAT file system, with a bound on everything it believes. */
final class FatReader {
  private static final int ENTRY = FatGeometry.DIRECTORY_ENTRY;
  private static final int MOST_FILES = 100_000;
  private static final int MOST_LEVELS = 32;
  private static final int LAST_LONG_PIECE = 0x40;
  private static final int ATTRIBUTE_LONG_NAME = 0x0f;
  private static final int ATTRIBUTE_LABEL = 0x08;
  private static final int ATTRIBUTE_DIRECTORY = 0x10;
  private static final int DELETED = 0xe5;

  /** Where a file's bytes are. */
  record File(long firstCluster, long size) {}

  private final byte[] image;
  private final FatGeometry geometry;
  private final SortedMap<String, File> files = new TreeMap<>();
  private final SortedMap<String, File> folders = new TreeMap<>();
  private final Set<Long> seen = new HashSet<>();
  private String label = "";

  FatReader(byte[] image) throws FatDamage {
    this.image = image;
    this.geometry = FatGeometry.of(image);
    byte[] root;
    if (geometry.rootLength() > 0) {
      root = new byte[geometry.rootLength()];
      System.arraycopy(image, (int) geometry.root(), root, 0, root.length);
    } else {
      root = chain(geometry.root(), Long.MAX_VALUE);
    }
    readDirectory("", root, 0);
  }

  SortedMap<String, File> files() {
    return files;
  }

  String label() {
    return label;
  }

  byte[] read(File file) throws FatDamage {
    byte[] bytes = file.size == 0 ? new byte[0] : chain(file.firstCluster, file.size);
    if (bytes.length < file.size) {
      throw new FatDamage("a file in it has " + bytes.length + " of " + file.size + " bytes");
    }
    return bytes;
  }

  List<Extent> extents(File file) {
    List<Extent> extents = new ArrayList<>();
    long cluster = file.firstCluster;
    for (long left = file.size; left > 0 && geometry.isCluster(cluster); ) {
      extents.add(new Extent(geometry.offsetOf(cluster), Math.min(left, geometry.clusterLength())));
      left -= geometry.clusterLength();
      cluster = geometry.next(image, cluster);
    }
    return extents;
  }

  /** The directories but for the root, with all of their clusters. */
  SortedMap<String, File> folders() {
    return folders;
  }

  /** Where the root directory is; empty where it is a chain of clusters. */
  Optional<Extent> rootDirectory() {
    return geometry.rootLength() > 0
        ? Optional.of(new Extent(geometry.root(), geometry.rootLength()))
        : Optional.empty();
  }

  Extent tables() {
    long end = geometry.rootLength() > 0 ? geometry.root() : geometry.data();
    return new Extent(geometry.fat(), end - geometry.fat());
  }

  private byte[] chain(long first, long limit) throws FatDamage {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long cluster = first;
    for (long count = 0; geometry.isCluster(cluster) && bytes.size() < limit; count++) {
      if (count > geometry.clusters()) {
        throw new FatDamage("a chain of clusters in it has no end");
      }
      int length = (int) Math.min(geometry.clusterLength(), limit - bytes.size());
      bytes.write(image, geometry.offsetOf(cluster), length);
      cluster = geometry.next(image, cluster);
    }
    return bytes.toByteArray();
  }

  private void readDirectory(String path, byte[] entries, int level) throws FatDamage {
    if (level > MOST_LEVELS) {
      throw new FatDamage("its directories are more than " + MOST_LEVELS + " deep");
    }
    LongName longName = new LongName();
    for (int at = 0; at + ENTRY <= entries.length && entries[at] != 0; at += ENTRY) {
      int attributes = LittleEndian.u8(entries, at + 11) & 0x3f;
      if (LittleEndian.u8(entries, at) == DELETED) {
        longName.clear();
      } else if (attributes == ATTRIBUTE_LONG_NAME) {
        longName.take(entries, at);
      } else if ((attributes & ATTRIBUTE_LABEL) != 0) {
        label = new String(entries, at, 11, StandardCharsets.ISO_8859_1).strip();
        longName.clear();
      } else {
        String name = longName.matches(entries, at) ? longName.text() : shortName(entries, at);
        longName.clear();
        if (!name.equals(".") && !name.equals("..")) {
          add(path, name, entries, at, level);
        }
      }
    }
  }

  private void add(String path, String name, byte[] entries, int at, int level) throws FatDamage {
    if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
      throw new FatDamage("it holds the name '" + name + "'");
    }
    String whole = path.isEmpty() ? name : path + "/" + name;
    long cluster =
        LittleEndian.u16(entries, at + 26)
            | (geometry.bits() == 32 ? (long) LittleEndian.u16(entries, at + 20) << 16 : 0);
    if ((entries[at + 11] & ATTRIBUTE_DIRECTORY) == 0) {
      files.putIfAbsent(whole, new File(cluster, LittleEndian.u32(entries, at + 28)));
      if (files.size() > MOST_FILES) {
        throw new FatDamage("it has more than " + MOST_FILES + " files");
      }
    } else if (seen.add(cluster)) {
      byte[] content = chain(cluster, Long.MAX_VALUE);
      folders.put(whole, new File(cluster, content.length));
      readDirectory(whole, content, level + 1);
    } else {
      throw new FatDamage("the directory '" + whole + "' is in it twice");
    }
  }

  /** The 8.3 name, with the flags of Windows NT for lower case. */
  private static String shortName(byte[] entries, int at) {
    String base = new String(entries, at, 8, StandardCharsets.ISO_8859_1).stripTrailing();
    String extension = new String(entries, at + 8, 3, StandardCharsets.ISO_8859_1).stripTrailing();
    if (base.startsWith("\u0005")) {
      base = "\u00e5" + base.substring(1);
    }
    base = (entries[at + 12] & 0x08) != 0 ? base.toLowerCase(Locale.ROOT) : base;
    extension = (entries[at + 12] & 0x10) != 0 ? extension.toLowerCase(Locale.ROOT) : extension;
    return extension.isEmpty() ? base : base + "." + extension;
  }

  /** The sum a long name carries of the short name it belongs to. */
  static int checksum(byte[] shortName, int at) {
    int sum = 0;
    for (int i = 0; i < 11; i++) {
      int rotated = ((sum & 1) << 7) | (sum >> 1);
      sum = (rotated + LittleEndian.u8(shortName, at + i)) & 0xff;
    }
    return sum;
  }

  /** The pieces of a long name, which stand before their short one, the last first. */
  private static final class LongName {
    private String text = "";
    private int expected = -1;
    private int sum;

    void take(byte[] entries, int at) {
      int order = LittleEndian.u8(entries, at);
      int number = order & 0x1f;
      if ((order & LAST_LONG_PIECE) != 0) {
        text = "";
        sum = LittleEndian.u8(entries, at + 13);
      } else if (number != expected) {
        clear();
        return;
      }
      StringBuilder piece = new StringBuilder();
      for (int place : FatNames.PLACES) {
        int c = LittleEndian.u16(entries, at + place);
        if (c == 0 || c == 0xffff) {
          break;
        }
        piece.append((char) c);
      }
      text = piece + text;
      expected = number - 1;
    }

    boolean matches(byte[] entries, int at) {
      return expected == 0 && !text.isEmpty() && sum == checksum(entries, at);
    }

    String text() {
      return text;
    }

    void clear() {
      text = "";
      expected = -1;
    }
  }
}
