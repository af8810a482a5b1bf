package org.tmpfsroot.workbench.image;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.iso.Extent;

/** Where the structures and files of an ext4 file system are. Believes nothing without a bound. */
final class Ext4 {
  static final int SUPERBLOCK = 1024;
  static final int ROOT = 2;
  static final int JOURNAL = 8;

  private static final int EXTENTS = 0x80000;
  private static final int META_BG = 0x10;
  private static final int SIXTY_FOUR_BIT = 0x80;
  private static final int SPARSE_SUPER2 = 0x200;
  private static final int LINK = 0xa000;
  private static final int KIND = 0xf000;
  private static final int EXTENT_MAGIC = 0xf30a;
  private static final int DEEPEST = 5;
  private static final int MOST_EXTENTS = 100_000;
  private static final int MOST_LINKS = 8;
  private static final int INLINE_LINK = 60;
  private static final long LARGEST_DIRECTORY = 64 << 20;

  private final DiskFile disk;
  private final Volume volume;
  private final int blockSize;
  private final long blocks;
  private final long firstBlock;
  private final long blocksPerGroup;
  private final long inodes;
  private final long inodesPerGroup;
  private final int inodeSize;
  private final int descriptorSize;

  Ext4(DiskFile disk, Volume volume) {
    this.disk = disk;
    this.volume = volume;
    byte[] head = disk.read(at(SUPERBLOCK, 1024));
    long log = Bytes.u32(head, 0x18);
    long incompatible = Bytes.u32(head, 0x60);
    boolean wide = (incompatible & SIXTY_FOUR_BIT) != 0;
    blockSize = log <= 6 ? 1024 << log : 0;
    blocks = Bytes.u32(head, 0x4) | (wide ? Bytes.u32(head, 0x150) << 32 : 0);
    firstBlock = Bytes.u32(head, 0x14);
    blocksPerGroup = Bytes.u32(head, 0x20);
    inodes = Bytes.u32(head, 0);
    inodesPerGroup = Bytes.u32(head, 0x28);
    inodeSize = Bytes.u16(head, 0x58);
    descriptorSize = wide ? Bytes.u16(head, 0xfe) : 32;
    if (blockSize == 0
        || blocks <= 0
        || blocks > volume.extent().length() / blockSize
        || firstBlock > 1
        || blocksPerGroup == 0
        || inodesPerGroup == 0
        || inodeSize < 128
        || inodeSize > blockSize
        || descriptorSize < 32
        || descriptorSize > blockSize
        || (incompatible & META_BG) != 0
        || (Bytes.u32(head, 0x5c) & SPARSE_SUPER2) != 0) {
      throw damaged("its superblock makes no sense");
    }
  }

  int blockSize() {
    return blockSize;
  }

  /** The superblock and its copies, each of 1024 bytes, on the disk. */
  List<Extent> superblocks() {
    List<Extent> all = new ArrayList<>();
    all.add(at(SUPERBLOCK, 1024));
    long groups = (blocks - firstBlock + blocksPerGroup - 1) / blocksPerGroup;
    for (long group = 1; group < groups; group++) {
      if (group == 1 || isPower(group, 3) || isPower(group, 5) || isPower(group, 7)) {
        all.add(at((firstBlock + group * blocksPerGroup) * blockSize, 1024));
      }
    }
    return all;
  }

  private static boolean isPower(long number, int base) {
    long power = base;
    while (power < number) {
      power *= base;
    }
    return power == number;
  }

  /** The first block of the inode table of a group. */
  Extent inodeTable(long group) {
    long place = (firstBlock + 1) * blockSize + group * descriptorSize;
    byte[] descriptor = disk.read(at(place, descriptorSize));
    long table =
        Bytes.u32(descriptor, 8) | (descriptorSize >= 64 ? Bytes.u32(descriptor, 0x28) << 32 : 0);
    return block(table, 1);
  }

  /** Where the data of an inode lies on the disk, in its order; holes are left out. */
  List<Extent> data(long inode) {
    List<Extent> extents = new ArrayList<>();
    byte[] bytes = inode(inode);
    if ((Bytes.u32(bytes, 0x20) & EXTENTS) == 0) {
      throw damaged("inode " + inode + " is not made of extents");
    }
    collect(bytes, 0x28, INLINE_LINK, DEEPEST, extents);
    return extents;
  }

  private void collect(byte[] node, int at, int length, int depth, List<Extent> extents) {
    int entries = Bytes.u16(node, at + 2);
    int level = Bytes.u16(node, at + 6);
    if (Bytes.u16(node, at) != EXTENT_MAGIC || level > depth || (entries + 1) * 12 > length) {
      throw damaged("an extent tree in it makes no sense");
    }
    for (int i = 1; i <= entries; i++) {
      int entry = at + 12 * i;
      if (level == 0) {
        int count = Bytes.u16(node, entry + 4);
        long start = (long) Bytes.u16(node, entry + 6) << 32 | Bytes.u32(node, entry + 8);
        extents.add(block(start, count > 0x8000 ? count - 0x8000 : count));
      } else {
        long child = (long) Bytes.u16(node, entry + 8) << 32 | Bytes.u32(node, entry + 4);
        collect(disk.read(block(child, 1)), 0, blockSize, level - 1, extents);
      }
      if (extents.size() > MOST_EXTENTS) {
        throw damaged("a file in it has more than " + MOST_EXTENTS + " extents");
      }
    }
  }

  /** The inode at {@code path}, through links; empty where nothing has that name. */
  Optional<Long> find(String path) {
    return find(ROOT, path, MOST_LINKS);
  }

  private Optional<Long> find(long from, String path, int links) {
    long folder = path.startsWith("/") ? ROOT : from;
    String[] names = path.split("/");
    for (int i = 0; i < names.length; i++) {
      if (names[i].isEmpty() || names[i].equals(".")) {
        continue;
      }
      Optional<Long> found = entry(folder, names[i]);
      if (found.isEmpty()) {
        return found;
      }
      long inode = found.get();
      Optional<String> target = link(inode);
      if (target.isPresent()) {
        found = links == 0 ? Optional.empty() : find(folder, target.get(), links - 1);
        if (found.isEmpty()) {
          return found;
        }
        inode = found.get();
      }
      folder = inode;
    }
    return Optional.of(folder);
  }

  private Optional<Long> entry(long folder, String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    long read = 0;
    for (Extent extent : data(folder)) {
      read += extent.length();
      if (read > LARGEST_DIRECTORY) {
        throw damaged("a directory in it is too large");
      }
      byte[] bytes = disk.read(extent);
      int at = 0;
      while (at + 8 <= bytes.length) {
        int length = Bytes.u16(bytes, at + 4);
        int nameLength = bytes[at + 6] & 0xff;
        if (length < 8 || length > bytes.length - at || nameLength > length - 8) {
          throw damaged("a directory in it makes no sense");
        }
        long inode = Bytes.u32(bytes, at);
        if (inode != 0
            && java.util.Arrays.equals(
                bytes, at + 8, at + 8 + nameLength, wanted, 0, wanted.length)) {
          return Optional.of(inode);
        }
        at += length;
      }
    }
    return Optional.empty();
  }

  private Optional<String> link(long number) {
    byte[] inode = inode(number);
    long size = Bytes.u32(inode, 4);
    if ((Bytes.u16(inode, 0) & KIND) != LINK) {
      return Optional.empty();
    }
    if (size < INLINE_LINK) {
      return Optional.of(new String(inode, 0x28, (int) size, StandardCharsets.UTF_8));
    }
    return Optional.of(new String(content(number, 4096), StandardCharsets.UTF_8));
  }

  /** The content of a file of at most {@code most} bytes. */
  byte[] content(long number, int most) {
    long size = Bytes.u32(inode(number), 4);
    byte[] bytes = new byte[(int) Math.min(size, most)];
    int filled = 0;
    for (Extent extent : data(number)) {
      byte[] piece =
          disk.read(new Extent(extent.offset(), Math.min(extent.length(), bytes.length - filled)));
      System.arraycopy(piece, 0, bytes, filled, piece.length);
      filled += piece.length;
    }
    return bytes;
  }

  private byte[] inode(long number) {
    if (number < 1 || number > inodes) {
      throw damaged("it has no inode " + number);
    }
    long group = (number - 1) / inodesPerGroup;
    long offset = (number - 1) % inodesPerGroup * inodeSize;
    return disk.read(new Extent(inodeTable(group).offset() + offset, inodeSize));
  }

  private Extent block(long number, long count) {
    if (number < 0 || count < 0 || number > blocks || count > blocks - number) {
      throw damaged("it points to block " + number + " of " + blocks);
    }
    return at(number * blockSize, count * blockSize);
  }

  private Extent at(long offset, long length) {
    return new Extent(volume.extent().offset() + offset, length);
  }

  private org.tmpfsroot.workbench.fault.Fault damaged(String why) {
    return disk.damaged(volume.inWords() + ": " + why);
  }
}
