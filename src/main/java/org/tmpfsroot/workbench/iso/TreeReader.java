package org.tmpfsroot.workbench.iso;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.tmpfsroot.workbench.fault.Cancelled;

/** Reads the directories of an image, with a bound on everything it believes. */
final class TreeReader {
  private static final int MOST_ENTRIES = 1_000_000;
  private static final int LARGEST_DIRECTORY = 64 * 1024 * 1024;
  private static final int LONGEST_PATH = 4096;
  private static final int FLAG_DIRECTORY = 2;
  private static final int FLAG_ASSOCIATED = 4;
  private static final int FLAG_MORE_EXTENTS = 0x80;
  private static final int TYPE_MASK = 0170000;
  private static final int TYPE_DIRECTORY = 0040000;
  private static final int TYPE_FILE = 0100000;
  private static final int TYPE_LINK = 0120000;
  private static final String MOVED = "RR_MOVED";

  private enum Names {
    ROCK_RIDGE,
    JOLIET,
    PLAIN
  }

  private record Folder(String path, Extent extent) {}

  private final ImageFile file;
  private final NavigableMap<String, IsoEntry> entries = new TreeMap<>();
  private final Deque<Folder> waiting = new ArrayDeque<>();
  private final Set<Long> seen = new HashSet<>();
  private Names names = Names.PLAIN;
  private int skip;

  private TreeReader(ImageFile file) {
    this.file = file;
  }

  static NavigableMap<String, IsoEntry> read(ImageFile file, VolumeDescriptors descriptors) {
    TreeReader reader = new TreeReader(file);
    Extent root = reader.extentOf(descriptors.root(), 0, "the root directory");
    OptionalInt announced = reader.rockRidgeSkip(root);
    if (announced.isPresent()) {
      reader.names = Names.ROCK_RIDGE;
      reader.skip = announced.getAsInt();
    } else if (descriptors.jolietRoot().length > 0) {
      reader.names = Names.JOLIET;
      root = reader.extentOf(descriptors.jolietRoot(), 0, "the root directory");
    }
    reader.enter(new Folder("", root));
    while (!reader.waiting.isEmpty()) {
      Cancelled.check();
      reader.readFolder(reader.waiting.pop());
    }
    return reader.entries;
  }

  private OptionalInt rockRidgeSkip(Extent root) {
    byte[] records = directoryBytes(new Folder("", root));
    int length = LittleEndian.u8(records, 0);
    if (length < 34) {
      throw file.damaged("its root directory has no entry for itself");
    }
    return RockRidgeRecord.skipAnnounced(file, systemUse(records, 0, length));
  }

  private void enter(Folder folder) {
    if (!seen.add(folder.extent.offset())) {
      throw file.damaged("the directory '" + folder.path + "' contains itself");
    }
    waiting.push(folder);
  }

  private byte[] directoryBytes(Folder folder) {
    if (folder.extent.length() > LARGEST_DIRECTORY || folder.extent.length() < ImageFile.BLOCK) {
      throw file.damaged(
          "the directory '" + folder.path + "' has " + folder.extent.length() + " bytes");
    }
    return file.bytes(folder.extent.offset(), (int) folder.extent.length());
  }

  private void readFolder(Folder folder) {
    byte[] records = directoryBytes(folder);
    List<Extent> extents = new ArrayList<>();
    int first = -1;
    for (int at = 0; at < records.length; ) {
      int length = LittleEndian.u8(records, at);
      if (length == 0) {
        at = (at / ImageFile.BLOCK + 1) * ImageFile.BLOCK;
        continue;
      }
      int nameLength = at + 33 <= records.length ? LittleEndian.u8(records, at + 32) : 255;
      if (length < 33 + nameLength || at + length > records.length) {
        throw file.damaged("an entry of the directory '" + folder.path + "' is cut off");
      }
      boolean special = nameLength == 1 && records[at + 33] >= 0 && records[at + 33] <= 1;
      int flags = records[at + 25];
      if (!special && (flags & FLAG_ASSOCIATED) == 0) {
        first = extents.isEmpty() ? at : first;
        extents.add(extentOf(records, at, "a file of the directory '" + folder.path + "'"));
        if ((flags & FLAG_MORE_EXTENTS) == 0) {
          add(folder, records, first, extents);
          extents = new ArrayList<>();
        }
      }
      at += length;
    }
    if (!extents.isEmpty()) {
      throw file.damaged("the last file of the directory '" + folder.path + "' has no end");
    }
    dropEmptyMoved(folder);
  }

  private void add(Folder folder, byte[] records, int at, List<Extent> extents) {
    int length = LittleEndian.u8(records, at);
    boolean rockRidge = names == Names.ROCK_RIDGE;
    byte[] use = systemUse(records, at, length);
    RockRidgeRecord extra =
        RockRidgeRecord.of(
            file,
            rockRidge
                ? Arrays.copyOfRange(use, Math.min(skip, use.length), use.length)
                : new byte[0]);
    if (extra.isRelocated()) {
      return;
    }
    String name = extra.name().isEmpty() ? plainName(records, at) : extra.name();
    String path = folder.path.isEmpty() ? name : folder.path + "/" + name;
    check(folder, name, path);
    boolean directory = extra.childBlock().isPresent() || (records[at + 25] & FLAG_DIRECTORY) != 0;
    IsoEntry.Kind kind = kind(directory, extra);
    boolean isFile = kind == IsoEntry.Kind.FILE;
    Instant modified = extra.modified().orElseGet(() -> IsoDates.ofShort(records, at + 18));
    IsoEntry entry =
        new IsoEntry(
            path,
            kind,
            isFile ? extents.stream().mapToLong(Extent::length).sum() : 0,
            extra.mode().orElse(directory ? 0555 : 0444) & 07777,
            modified,
            kind == IsoEntry.Kind.SYMLINK ? extra.linkTarget() : "",
            isFile ? extents : List.of());
    boolean isNew = entries.putIfAbsent(path, entry) == null;
    if (entries.size() > MOST_ENTRIES) {
      throw file.damaged("it has more than " + MOST_ENTRIES + " files");
    }
    if (directory && isNew) {
      enter(new Folder(path, directoryExtent(extra, extents.get(0))));
    }
  }

  /** A directory that was moved tells its size in the entry it has for itself. */
  private Extent directoryExtent(RockRidgeRecord extra, Extent here) {
    if (extra.childBlock().isEmpty()) {
      return here;
    }
    byte[] own = file.blocks(extra.childBlock().getAsLong(), 1);
    return extentOf(own, 0, "a directory that was moved");
  }

  private Extent extentOf(byte[] records, int at, String what) {
    long block = LittleEndian.u32(records, at + 2) + LittleEndian.u8(records, at + 1);
    Extent extent = new Extent(block * ImageFile.BLOCK, LittleEndian.u32(records, at + 10));
    if (LittleEndian.u8(records, at + 26) != 0 || LittleEndian.u8(records, at + 27) != 0) {
      throw file.damaged(what + " is interleaved with another");
    }
    if (extent.length() > 0 && !file.holds(extent)) {
      throw file.truncated(what + " ends at byte " + extent.end());
    }
    return extent;
  }

  private static byte[] systemUse(byte[] records, int at, int length) {
    int nameLength = LittleEndian.u8(records, at + 32);
    int start = at + 33 + nameLength + (nameLength % 2 == 0 ? 1 : 0);
    return start >= at + length ? new byte[0] : Arrays.copyOfRange(records, start, at + length);
  }

  private static IsoEntry.Kind kind(boolean directory, RockRidgeRecord extra) {
    if (directory) {
      return IsoEntry.Kind.DIRECTORY;
    }
    int type = extra.mode().orElse(TYPE_FILE) & TYPE_MASK;
    if (extra.isLink() || type == TYPE_LINK) {
      return IsoEntry.Kind.SYMLINK;
    }
    return type == TYPE_FILE || type == 0 || type == TYPE_DIRECTORY
        ? IsoEntry.Kind.FILE
        : IsoEntry.Kind.OTHER;
  }

  private String plainName(byte[] records, int at) {
    int length = LittleEndian.u8(records, at + 32);
    String name =
        new String(
            records,
            at + 33,
            length,
            names == Names.JOLIET ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1);
    int version = name.lastIndexOf(';');
    String bare = version > 0 ? name.substring(0, version) : name;
    boolean emptyExtension = names != Names.JOLIET && bare.endsWith(".") && bare.length() > 1;
    return emptyExtension ? bare.substring(0, bare.length() - 1) : bare;
  }

  private void check(Folder folder, String name, String path) {
    if (name.isEmpty()
        || name.equals(".")
        || name.equals("..")
        || name.indexOf('/') >= 0
        || name.indexOf('\0') >= 0) {
      throw file.damaged("the directory '" + folder.path + "' holds the name '" + name + "'");
    }
    if (path.length() > LONGEST_PATH) {
      throw file.damaged("a path in it has more than " + LONGEST_PATH + " characters");
    }
  }

  /** Where relocation keeps the directories it moved is nothing a user put there. */
  private void dropEmptyMoved(Folder folder) {
    if (folder.path.equalsIgnoreCase(MOVED)
        && entries.subMap(folder.path + "/", folder.path + "0").isEmpty()) {
      entries.remove(folder.path);
    }
  }
}
