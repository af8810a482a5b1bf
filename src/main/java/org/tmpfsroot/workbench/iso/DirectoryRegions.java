package org.tmpfsroot.workbench.iso;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tmpfsroot.workbench.fault.Cancelled;

/**
 * The stretches that the directories and path tables of one tree are made of. What is wrong in them
 * is left out: who looks for a byte here has a reason to think that something is.
 *
 * @param base the block that is block 0 for who reads the tree
 * @param joliet whether names are in UTF-16
 * @param tree which tree it is, for people: {@code ISO 9660}
 */
record DirectoryRegions(ImageFile file, long base, boolean joliet, String tree) {
  private static final int MOST = 1_000_000;
  private static final int LARGEST_DIRECTORY = 64 << 20;
  private static final int LARGEST_CONTINUATION = 16 * ImageFile.BLOCK;
  private static final int FIXED = 33;
  private static final int TABLE_FIXED = 8;
  private static final int FLAG_DIRECTORY = 2;

  private record Folder(String path, Extent extent) {}

  /**
   * Everything below the root, directory by directory.
   *
   * @param rootRecord the root directory's record, as the volume descriptor has it
   */
  List<Region> directories(byte[] rootRecord) {
    List<Region> regions = new ArrayList<>();
    Deque<Folder> waiting = new ArrayDeque<>();
    Set<Long> seen = new HashSet<>();
    waiting.add(new Folder("", extent(rootRecord, 0)));
    while (!waiting.isEmpty() && regions.size() < MOST) {
      Cancelled.check();
      Folder folder = waiting.remove();
      if (seen.add(folder.extent.offset())
          && folder.extent.length() <= LARGEST_DIRECTORY
          && file.holds(folder.extent)) {
        read(folder, regions, waiting);
      }
    }
    return regions;
  }

  private void read(Folder folder, List<Region> regions, Deque<Folder> waiting) {
    byte[] records = file.bytes(folder.extent.offset(), (int) folder.extent.length());
    for (int at = 0; at < records.length; ) {
      int length = LittleEndian.u8(records, at);
      if (length == 0) {
        at = (at / ImageFile.BLOCK + 1) * ImageFile.BLOCK;
        continue;
      }
      if (at + length > records.length
          || length < FIXED + 1
          || length < FIXED + LittleEndian.u8(records, at + 32)) {
        break;
      }
      byte[] record = Arrays.copyOfRange(records, at, at + length);
      List<Extent> more = new ArrayList<>();
      String path = path(folder, record, more);
      regions.add(
          Region.of(
                  folder.extent.offset() + at,
                  length,
                  named("directory record", record) + " of",
                  FieldTables::directoryRecord)
              .about(path));
      for (Extent each : more) {
        regions.add(
            Region.of(
                    each.offset(),
                    each.length(),
                    named("continued directory record", record) + " of",
                    bytes -> FieldTables.systemUse(bytes, 0))
                .about(path));
      }
      if (!isSpecial(record) && (record[25] & FLAG_DIRECTORY) != 0) {
        waiting.add(new Folder(path, extent(record, 0)));
      }
      at += length;
    }
    regions.add(
        Region.of(
                folder.extent.offset(),
                folder.extent.length(),
                "free rest of the " + tree + " directory",
                Region.Fields.NONE)
            .about(folder.path.isEmpty() ? "/" : folder.path));
  }

  private String named(String what, byte[] record) {
    String which =
        !isSpecial(record) ? "" : record[FIXED] == 0 ? " (of itself)" : " (of its parent)";
    return tree + " " + what + which;
  }

  private static boolean isSpecial(byte[] record) {
    return LittleEndian.u8(record, 32) == 1 && record[FIXED] >= 0 && record[FIXED] <= 1;
  }

  private Extent extent(byte[] records, int at) {
    long block = LittleEndian.u32(records, at + 2) + LittleEndian.u8(records, at + 1) + base;
    return new Extent(block * ImageFile.BLOCK, LittleEndian.u32(records, at + 10));
  }

  /** The path of what the record is about; for the two special ones the directory itself. */
  private String path(Folder folder, byte[] record, List<Extent> more) {
    String rockRidge = longName(record, more);
    if (isSpecial(record)) {
      return folder.path.isEmpty() ? "/" : folder.path;
    }
    String name =
        rockRidge.isEmpty() ? name(record, FIXED, LittleEndian.u8(record, 32)) : rockRidge;
    return folder.path.isEmpty() ? name : folder.path + "/" + name;
  }

  private String name(byte[] bytes, int at, int length) {
    Charset charset = joliet ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1;
    String name = new String(bytes, at, length, charset);
    int version = name.lastIndexOf(';');
    return version > 0 ? name.substring(0, version) : name;
  }

  /** Rock Ridge's name, and where the record's fields go on. */
  private String longName(byte[] record, List<Extent> more) {
    int name = LittleEndian.u8(record, 32);
    int start = FIXED + name + (name % 2 == 0 ? 1 : 0);
    if (joliet || start >= record.length) {
      return "";
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] area = Arrays.copyOfRange(record, start, record.length);
    while (take(area, text, more)) {
      Extent extent = more.get(more.size() - 1);
      area = file.bytes(extent.offset(), (int) extent.length());
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  /** Gives whether the fields go on where the last of {@code more} is. */
  private boolean take(byte[] area, ByteArrayOutputStream text, List<Extent> more) {
    boolean goesOn = false;
    int length;
    for (int at = 0; at + 4 <= area.length; at += length) {
      length = LittleEndian.u8(area, at + 2);
      if (length < 4 || at + length > area.length) {
        break;
      }
      if (area[at] == 'N' && area[at + 1] == 'M' && length > 5 && (area[at + 4] & 6) == 0) {
        text.write(area, at + 5, length - 5);
      } else if (area[at] == 'C' && area[at + 1] == 'E' && length >= 28 && more.size() < 64) {
        Extent extent =
            new Extent(
                (base + LittleEndian.u32(area, at + 4)) * ImageFile.BLOCK
                    + LittleEndian.u32(area, at + 12),
                LittleEndian.u32(area, at + 20));
        if (extent.length() <= LARGEST_CONTINUATION && file.holds(extent)) {
          more.add(extent);
          goesOn = true;
        }
      }
    }
    return goesOn;
  }

  /**
   * The entries of a path table.
   *
   * @param table where it is, seen from the image's beginning
   */
  List<Region> pathTable(Extent table, boolean bigEndian) {
    List<Region> regions = new ArrayList<>();
    if (table.length() > LARGEST_DIRECTORY || !file.holds(table)) {
      return regions;
    }
    byte[] bytes = file.bytes(table.offset(), (int) table.length());
    List<String> paths = new ArrayList<>();
    for (int at = 0; at + TABLE_FIXED < bytes.length; ) {
      int length = LittleEndian.u8(bytes, at);
      int whole = TABLE_FIXED + length + length % 2;
      if (length == 0 || at + whole > bytes.length) {
        break;
      }
      int parent = LittleEndian.u16(bytes, at + 6);
      parent = bigEndian ? Short.toUnsignedInt(Short.reverseBytes((short) parent)) : parent;
      String above = parent <= paths.size() && parent > 0 ? paths.get(parent - 1) : "";
      String name = paths.isEmpty() ? "" : name(bytes, at + TABLE_FIXED, length);
      paths.add(above.isEmpty() ? name : above + "/" + name);
      String path = paths.get(paths.size() - 1);
      regions.add(
          Region.of(
                  table.offset() + at,
                  whole,
                  tree + " path table (" + (bigEndian ? "big" : "little") + "-endian) entry of",
                  FieldTables::pathTableEntry)
              .about(path.isEmpty() ? "/" : path));
      at += whole;
    }
    return regions;
  }
}
