package org.tmpfsroot.workbench.iso;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.tmpfsroot.workbench.fault.Fault;

/** Where everything of a new image stands, in blocks from its beginning. */
final class ImageLayout {
  /** The partition that holds the file system begins at this block. */
  static final int PARTITION_BLOCK = 16;

  /**
   * One way to see the file system: its descriptors, path tables and directories.
   *
   * @param base the block that is block 0 for who reads it this way
   * @param descriptors where its volume descriptors begin
   * @param trees the two trees of it
   */
  record View(long base, long descriptors, List<Tree> trees) {}

  /**
   * One tree of a view.
   *
   * @param pathTable where its little-endian path table begins
   * @param pathTableBlocks how long each of its two path tables is
   * @param place where its directories are
   */
  record Tree(Hierarchy hierarchy, long pathTable, int pathTableBlocks, Hierarchy.Place place) {}

  private final IsoSpec spec;
  private final List<TreeNode> files = new ArrayList<>();
  private final List<View> views = new ArrayList<>();
  private final long catalog;
  private final long dataStart;
  private final long efiStart;
  private final long efiBlocks;
  private final long end;

  ImageLayout(IsoSpec spec) {
    this.spec = spec;
    TreeNode root = TreeNode.rootOf(spec.tree());
    collect(root);
    List<Hierarchy> hierarchies =
        List.of(
            new Hierarchy(Identifier.NameSpace.ISO, root, spec.timestamp()),
            new Hierarchy(Identifier.NameSpace.JOLIET, root, spec.timestamp()));
    long next = VolumeDescriptors.FIRST_BLOCK + (spec.boots() ? 20L : 3L);
    next = addView(0, VolumeDescriptors.FIRST_BLOCK, hierarchies, next);
    if (spec.boots()) {
      next =
          addView(
              PARTITION_BLOCK, PARTITION_BLOCK + VolumeDescriptors.FIRST_BLOCK, hierarchies, next);
    }
    catalog = next;
    next += spec.boots() ? 1 : 0;
    dataStart = next;
    next += files.stream().anyMatch(file -> file.size() == 0) ? 1 : 0;
    for (TreeNode file : files) {
      file.placeAt(file.size() == 0 ? dataStart : next);
      next += blocks(file.size());
    }
    efiStart = next;
    efiBlocks = blocks(spec.efiImage().map(IsoContent::size).orElse(0L));
    end = efiStart + efiBlocks + (spec.boots() ? HybridTables.BACKUP_BLOCKS : 0);
    if (end > 0xffff_ffffL) {
      throw Fault.session(
          "cannot write an image of this tree", "it would have more than 8 TiB", "leave files out");
    }
  }

  private void collect(TreeNode node) {
    for (TreeNode child : node.children()) {
      if (child.isDirectory()) {
        collect(child);
      } else if (child.what() instanceof IsoTree.Node.File) {
        files.add(child);
      }
    }
  }

  private long addView(long base, long descriptors, List<Hierarchy> hierarchies, long first) {
    long next = first;
    List<Tree> trees = new ArrayList<>();
    for (Hierarchy hierarchy : hierarchies) {
      int length = hierarchy.pathTable(new Hierarchy.Place(0, 0), false).length;
      int tableBlocks = (int) blocks(length);
      long directories = next + 2L * tableBlocks;
      trees.add(new Tree(hierarchy, next, tableBlocks, new Hierarchy.Place(base, directories)));
      next = directories + hierarchy.blocks();
    }
    views.add(new View(base, descriptors, trees));
    return next;
  }

  static long blocks(long bytes) {
    return (bytes + ImageFile.BLOCK - 1) / ImageFile.BLOCK;
  }

  /** All files in the order they stand on the medium. */
  List<TreeNode> files() {
    return files;
  }

  List<View> views() {
    return views;
  }

  long catalog() {
    return catalog;
  }

  /** Where the files begin; an empty block comes first when there are empty files. */
  long dataStart() {
    return dataStart;
  }

  long efiStart() {
    return efiStart;
  }

  long efiBlocks() {
    return efiBlocks;
  }

  /** The length of the image. */
  long bytes() {
    return end * ImageFile.BLOCK;
  }

  /** How many blocks the volume has for who reads it this way. */
  long volumeBlocks(View view) {
    return view.base == 0 ? end : efiStart - view.base;
  }

  /** The file a BIOS starts. */
  TreeNode biosImage(BiosBoot boot) {
    return files.stream()
        .filter(file -> file.path().equals(boot.imagePath()))
        .findFirst()
        .orElseThrow(
            () ->
                Fault.session(
                    "cannot write an image that a BIOS starts",
                    "there is no " + boot.imagePath() + " in its tree",
                    "put the file back, or use a base image that has it"));
  }

  HybridTables partitionTables() {
    List<HybridTables.Partition> partitions = new ArrayList<>();
    partitions.add(
        partition(
            DiskPartition.BASIC_DATA,
            "ISO9660",
            PARTITION_BLOCK,
            efiStart - PARTITION_BLOCK,
            HybridTables.REQUIRED_AND_READ_ONLY));
    if (efiBlocks > 0) {
      partitions.add(partition(DiskPartition.EFI_SYSTEM, "EFI boot image", efiStart, efiBlocks, 0));
    }
    return new HybridTables(Guid.derived(spec.identity(), "disk"), bytes(), partitions);
  }

  private HybridTables.Partition partition(
      String type, String name, long block, long count, long attributes) {
    return new HybridTables.Partition(
        UUID.fromString(type),
        Guid.derived(spec.identity(), name),
        name,
        new Extent(block * ImageFile.BLOCK, count * ImageFile.BLOCK),
        attributes);
  }
}
