package org.tmpfsroot.workbench.iso;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * One of the two trees of directories over the same files: ISO 9660 with Rock Ridge, or Joliet. It
 * knows its directories' sizes and order; where it is put, and from where blocks are counted there,
 * is said when its bytes are asked for, since a tree may stand on the medium more than once.
 */
final class Hierarchy {
  private static final int MOST_FOLDERS = 65_535;

  /** More would be a size that fills the last block of what 32 bits can say. */
  private static final long LARGEST_EXTENT = 0xffff_f800L;

  /**
   * Where the tree stands.
   *
   * @param base the block of the image that is block 0 for who reads it there
   * @param first the image's block its directories begin at
   */
  record Place(long base, long first) {}

  private record Child(TreeNode node, Identifier identifier, @Nullable Folder folder) {}

  /** A directory of this tree. */
  private static final class Folder {
    final TreeNode node;
    final Folder parent;
    final byte[] identifier;
    final List<Child> children = new ArrayList<>();
    int parentNumber = 1;
    long relativeBlock;
    int length;

    Folder(TreeNode node, @Nullable Folder parent, byte[] identifier) {
      this.node = node;
      this.parent = parent == null ? this : parent;
      this.identifier = identifier;
    }
  }

  private record Encoded(byte[] records, byte[] continuation) {}

  private final Identifier.NameSpace space;
  private final Instant timestamp;
  private final RockRidgeFields rockRidge;
  private final List<Folder> folders = new ArrayList<>();
  private final long blocks;

  Hierarchy(Identifier.NameSpace space, TreeNode root, Instant timestamp) {
    this.space = space;
    this.timestamp = timestamp;
    this.rockRidge = new RockRidgeFields(timestamp);
    collect(root);
    long next = 0;
    for (Folder folder : folders) {
      Encoded encoded = encode(folder, new Place(0, 0));
      folder.relativeBlock = next;
      folder.length = encoded.records.length;
      next += (encoded.records.length + encoded.continuation.length) / ImageFile.BLOCK;
    }
    blocks = next;
  }

  /** Breadth first and sorted, which is the order path tables want (ECMA-119 6.9.1). */
  private void collect(TreeNode root) {
    folders.add(new Folder(root, null, DirectoryRecords.SELF));
    for (int i = 0; i < folders.size(); i++) {
      Folder folder = folders.get(i);
      Identifiers identifiers = new Identifiers(space);
      for (TreeNode node : folder.node.children()) {
        if (space == Identifier.NameSpace.JOLIET && node.what() instanceof IsoTree.Node.Link) {
          continue;
        }
        Identifier identifier = identifiers.of(node);
        Folder sub = node.isDirectory() ? new Folder(node, folder, identifier.bytes()) : null;
        folder.children.add(new Child(node, identifier, sub));
      }
      folder.children.sort(Comparator.comparing(Child::identifier));
      for (Child child : folder.children) {
        if (child.folder != null) {
          child.folder.parentNumber = i + 1;
          folders.add(child.folder);
        }
      }
      if (folders.size() > MOST_FOLDERS) {
        throw Fault.session(
            "cannot write an image of this tree",
            "it has more than " + MOST_FOLDERS + " directories",
            "put some of them into an archive");
      }
    }
  }

  /** How many blocks all directories take. */
  long blocks() {
    return blocks;
  }

  int folderCount() {
    return folders.size();
  }

  /** The directory with this index and its continuation area. */
  byte[] bytes(int index, Place place) {
    Encoded encoded = encode(folders.get(index), place);
    byte[] all = new byte[encoded.records.length + encoded.continuation.length];
    System.arraycopy(encoded.records, 0, all, 0, encoded.records.length);
    System.arraycopy(
        encoded.continuation, 0, all, encoded.records.length, encoded.continuation.length);
    return all;
  }

  /** The root's record, as the volume descriptor holds it. */
  byte[] rootRecord(Place place) {
    Folder root = folders.get(0);
    return DirectoryRecords.record(
        timestamp,
        DirectoryRecords.SELF,
        blockOf(root, place),
        root.length,
        DirectoryRecords.FLAG_DIRECTORY);
  }

  /** The path table (ECMA-119 9.4), not filled up to a whole block. */
  byte[] pathTable(Place place, boolean bigEndian) {
    int length = folders.stream().mapToInt(Hierarchy::pathTableLength).sum();
    byte[] table = new byte[length];
    int at = 0;
    for (Folder folder : folders) {
      int block = (int) blockOf(folder, place);
      short parent = (short) folder.parentNumber;
      table[at] = (byte) folder.identifier.length;
      LittleEndian.put32(table, at + 2, bigEndian ? Integer.reverseBytes(block) : block);
      LittleEndian.put16(table, at + 6, bigEndian ? Short.reverseBytes(parent) : parent);
      System.arraycopy(folder.identifier, 0, table, at + 8, folder.identifier.length);
      at += pathTableLength(folder);
    }
    return table;
  }

  private static int pathTableLength(Folder folder) {
    return 8 + folder.identifier.length + folder.identifier.length % 2;
  }

  private static long blockOf(Folder folder, Place place) {
    return place.first + folder.relativeBlock - place.base;
  }

  private Encoded encode(Folder folder, Place place) {
    boolean withFields = space == Identifier.NameSpace.ISO;
    long here = blockOf(folder, place);
    ContinuationArea continuation = new ContinuationArea(here + folder.length / ImageFile.BLOCK);
    DirectoryRecords records = new DirectoryRecords(timestamp, continuation);
    boolean isRoot = folder.parent == folder;
    List<byte[]> own = isRoot ? rockRidge.root(folder.node) : rockRidge.attributes(folder.node);
    records.add(
        DirectoryRecords.SELF,
        here,
        folder.length,
        DirectoryRecords.FLAG_DIRECTORY,
        withFields ? own : List.of());
    records.add(
        DirectoryRecords.PARENT,
        blockOf(folder.parent, place),
        folder.parent.length,
        DirectoryRecords.FLAG_DIRECTORY,
        withFields ? rockRidge.attributes(folder.parent.node) : List.of());
    for (Child child : folder.children) {
      List<byte[]> fields = withFields ? rockRidge.named(child.node) : List.of();
      if (child.folder == null) {
        addFile(records, child, fields, place);
      } else {
        records.add(
            child.identifier.bytes(),
            blockOf(child.folder, place),
            child.folder.length,
            DirectoryRecords.FLAG_DIRECTORY,
            fields);
      }
    }
    return new Encoded(records.blocks(), continuation.blocks());
  }

  /** A file that one extent cannot hold has a record for each of several (ECMA-119 6.5.1). */
  private static void addFile(
      DirectoryRecords records, Child child, List<byte[]> fields, Place place) {
    byte[] identifier = child.identifier.bytes();
    long left = child.node.size();
    long block = child.node.block() - place.base;
    while (left > LARGEST_EXTENT) {
      records.add(identifier, block, LARGEST_EXTENT, DirectoryRecords.FLAG_MORE_EXTENTS, fields);
      left -= LARGEST_EXTENT;
      block += LARGEST_EXTENT / ImageFile.BLOCK;
    }
    records.add(identifier, block, left, 0, fields);
  }
}
