package org.tmpfsroot.workbench.squashfs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Progress;

/** Writes one image; see the package for its form. */
// every buffer is allocated here and filled to its end
@SuppressWarnings("ByteBufferBackingArray")
public final class SquashfsWriter {
  static final int BLOCK = 1 << 17;
  private static final int BLOCK_LOG = 17;
  private static final int MAGIC = 0x73717368;
  private static final int SUPERBLOCK = 96;
  private static final short XZ = 4;
  private static final int NO_FRAGMENTS = 0x10;
  private static final int NO_ATTRIBUTES = 0x200;
  private static final int HAS_OPTIONS = 0x400;
  private static final int NONE = -1;
  private static final int PADDED_TO = 4096;

  private static final int FOLDER = 1;
  private static final int FILE = 2;
  private static final int LINK = 3;
  private static final int EXTENDED = 7;
  private static final int MOST_IN_RUN = 256;
  private static final int UNCOMPRESSED = 1 << 24;
  // the size of a folder counts "." and "..", which are not written
  private static final int UNWRITTEN = 3;

  private final BlockCompressor compressor;
  private final boolean forX86;
  private final Progress.Task task;
  private final OutputStream out;
  private final MetadataTable inodes;
  private final MetadataTable folders;
  private final IdentityHashMap<SquashfsTree.Node, Integer> numbers = new IdentityHashMap<>();
  private long at;

  /** Where an inode stands. */
  private record Place(int block, int offset) {
    long reference() {
      return ((long) block << 16) | offset;
    }
  }

  private record Child(SquashfsTree.Node node, Place place) {}

  private SquashfsWriter(boolean forX86, OutputStream out, Progress.Task task) {
    this.forX86 = forX86;
    this.compressor = new BlockCompressor(forX86);
    this.inodes = new MetadataTable(compressor);
    this.folders = new MetadataTable(compressor);
    this.out = out;
    this.task = task;
  }

  /**
   * Writes {@code tree}; the same tree gives the same bytes.
   *
   * @param forX86 whether its programs are for x86, which decides on the compressor's filter
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when it cannot be written
   */
  public static void write(SquashfsTree tree, boolean forX86, Path target, Progress progress) {
    try (AtomicFile file = AtomicFile.replacing(target);
        Progress.Task task = progress.begin("packing " + target.getFileName(), -1)) {
      byte[] superblock;
      try (OutputStream out =
          new BufferedOutputStream(Files.newOutputStream(file.temporary()), 1 << 16)) {
        superblock = new SquashfsWriter(forX86, out, task).image(tree.root());
      }
      try (RandomAccessFile begin = new RandomAccessFile(file.temporary().toFile(), "rw")) {
        begin.write(superblock);
      }
      file.commit();
    } catch (IOException e) {
      Cancelled.check();
      throw AtomicFile.cannotWrite(target, e);
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void append(byte[] bytes, int length) throws IOException {
    out.write(bytes, 0, length);
    at += length;
  }

  private void append(ByteBuffer bytes) throws IOException {
    append(bytes.array(), bytes.capacity());
  }

  /** Writes all but the superblock, for which it leaves room and which it returns. */
  private byte[] image(SquashfsTree.Folder root) throws IOException {
    append(buffer(SUPERBLOCK));
    if (forX86) {
      append(buffer(10).putShort((short) (MetadataTable.PLAIN | 8)).putInt(BLOCK).putInt(1));
    }
    number(root);
    Place top = folder(root, numbers.size() + 1);
    long inodeTable = at;
    byte[] bytes = inodes.bytes();
    append(bytes, bytes.length);
    long folderTable = at;
    bytes = folders.bytes();
    append(bytes, bytes.length);
    long owners = at;
    append(buffer(6).putShort((short) (MetadataTable.PLAIN | 4)).putInt(0));
    long ownerTable = at;
    append(buffer(8).putLong(owners));
    long used = at;
    append(buffer((int) ((PADDED_TO - at % PADDED_TO) % PADDED_TO)));
    return buffer(SUPERBLOCK)
        .putInt(MAGIC)
        .putInt(numbers.size())
        .putInt(0)
        .putInt(BLOCK)
        .putInt(0)
        .putShort(XZ)
        .putShort((short) BLOCK_LOG)
        .putShort((short) (NO_FRAGMENTS | NO_ATTRIBUTES | (forX86 ? HAS_OPTIONS : 0)))
        .putShort((short) 1)
        .putShort((short) 4)
        .putShort((short) 0)
        .putLong(top.reference())
        .putLong(used)
        .putLong(ownerTable)
        .putLong(NONE)
        .putLong(inodeTable)
        .putLong(folderTable)
        .putLong(NONE)
        .putLong(NONE)
        .array();
  }

  /** From 1 on, each folder before what is in it. */
  private void number(SquashfsTree.Node node) {
    numbers.put(node, numbers.size() + 1);
    if (node instanceof SquashfsTree.Folder folder) {
      folder.children().forEach(this::number);
    }
  }

  private int number(SquashfsTree.Node node, int otherwise) {
    return numbers.getOrDefault(node, otherwise);
  }

  private Place folder(SquashfsTree.Folder folder, int parent) throws IOException {
    int self = number(folder, 0);
    List<Child> children = new ArrayList<>();
    int subfolders = 0;
    for (SquashfsTree.Node node : folder.children()) {
      Cancelled.check();
      if (node instanceof SquashfsTree.Folder inner) {
        subfolders++;
        children.add(new Child(node, folder(inner, self)));
      } else if (node instanceof SquashfsTree.Link link) {
        children.add(new Child(node, link(link)));
      } else if (node instanceof SquashfsTree.File file) {
        children.add(new Child(node, file(file)));
      }
    }
    Place listing = new Place(folders.blockStart(), folders.offset());
    int size = list(children);
    return inode(
        FOLDER + EXTENDED,
        folder,
        buffer(24)
            .putInt(2 + subfolders)
            .putInt(size + UNWRITTEN)
            .putInt(listing.block())
            .putInt(parent)
            .putShort((short) 0)
            .putShort((short) listing.offset())
            .putInt(NONE));
  }

  /** Writes a folder's entries in runs whose inodes stand in the same block. */
  private int list(List<Child> children) throws IOException {
    int size = 0;
    for (int from = 0; from < children.size(); ) {
      Child first = children.get(from);
      int number = number(first.node(), 0);
      int to = from + 1;
      while (to < children.size()
          && to - from < MOST_IN_RUN
          && children.get(to).place().block() == first.place().block()
          && number(children.get(to).node(), 0) - number <= Short.MAX_VALUE) {
        to++;
      }
      ByteBuffer header =
          buffer(12).putInt(to - from - 1).putInt(first.place().block()).putInt(number);
      folders.write(header.array());
      size += header.capacity();
      for (Child child : children.subList(from, to)) {
        byte[] name = child.node().name().getBytes(StandardCharsets.UTF_8);
        ByteBuffer entry =
            buffer(8 + name.length)
                .putShort((short) child.place().offset())
                .putShort((short) (number(child.node(), 0) - number))
                .putShort((short) kind(child.node()))
                .putShort((short) (name.length - 1))
                .put(name);
        folders.write(entry.array());
        size += entry.capacity();
      }
      from = to;
    }
    return size;
  }

  private static int kind(SquashfsTree.Node node) {
    return node instanceof SquashfsTree.Folder
        ? FOLDER
        : node instanceof SquashfsTree.Link ? LINK : FILE;
  }

  private Place link(SquashfsTree.Link link) throws IOException {
    byte[] target = link.target().getBytes(StandardCharsets.UTF_8);
    return inode(LINK, link, buffer(8 + target.length).putInt(1).putInt(target.length).put(target));
  }

  private Place file(SquashfsTree.File file) throws IOException {
    long start = at;
    long size = 0;
    List<Integer> sizes = new ArrayList<>();
    byte[] block = new byte[BLOCK];
    try (InputStream in = file.source().open()) {
      for (int n = in.readNBytes(block, 0, BLOCK); n > 0; n = in.readNBytes(block, 0, BLOCK)) {
        Cancelled.check();
        byte[] smallest = compressor.smallest(block, n);
        append(smallest, smallest.length);
        sizes.add(smallest.length == n ? n | UNCOMPRESSED : smallest.length);
        size += n;
        task.advance(n);
      }
    }
    ByteBuffer inode =
        buffer(40 + 4 * sizes.size())
            .putLong(start)
            .putLong(size)
            .putLong(0)
            .putInt(1)
            .putInt(NONE)
            .putInt(0)
            .putInt(NONE);
    sizes.forEach(inode::putInt);
    return inode(FILE + EXTENDED, file, inode);
  }

  private Place inode(int type, SquashfsTree.Node node, ByteBuffer rest) throws IOException {
    Place place = new Place(inodes.blockStart(), inodes.offset());
    inodes.write(
        buffer(16)
            .putShort((short) type)
            .putShort((short) node.mode())
            .putShort((short) 0)
            .putShort((short) 0)
            .putInt(0)
            .putInt(number(node, 0))
            .array());
    inodes.write(rest.array());
    return place;
  }
}
