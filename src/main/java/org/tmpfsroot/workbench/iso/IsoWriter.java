package org.tmpfsroot.workbench.iso;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Parallel;
import org.tmpfsroot.workbench.io.Progress;

/** Writes images, in one pass and in memory that depends on the number of files only. */
public final class IsoWriter {
  private static final int LARGEST_BIOS_IMAGE = 32 * 1024 * 1024;
  private static final long FORCED_AT_ONCE = 64L * 1024 * 1024;

  private final IsoSpec spec;
  private final ImageLayout layout;
  private final ImageOutput out;

  private IsoWriter(IsoSpec spec, ImageLayout layout, ImageOutput out) {
    this.spec = spec;
    this.layout = layout;
    this.out = out;
  }

  /**
   * Writes the image to {@code target}, which is replaced and, when this fails, removed. For a file
   * that appears whole or not at all give the temporary of an {@code AtomicFile}.
   *
   * @throws Fault (world) when a file cannot be read, or changes while it is read, or the target
   *     cannot be written; (session) when the BIOS boot image is not in the tree
   */
  public static void write(IsoSpec spec, Path target, Progress progress) {
    wholeOrNothing(
        target, () -> write(spec, new ImageLayout(spec), target, progress, new Growth()));
  }

  /**
   * The same, and gives the image its {@link MediaCheck digest}, which is computed while it is
   * written. What is written goes to the disk meanwhile, too, so that nobody waits for it later.
   */
  public static void writeWithDigest(IsoSpec spec, Path target, Progress progress) {
    ImageLayout layout = new ImageLayout(spec);
    Growth growth = new Growth();
    List<Supplier<Optional<MediaCheck.Sums>>> works =
        List.of(
            () -> {
              write(spec, layout, target, progress, growth);
              return Optional.empty();
            },
            () -> {
              force(target, layout.bytes(), growth);
              return Optional.empty();
            },
            () -> Optional.of(MediaCheck.follow(target, growth)));
    wholeOrNothing(
        target,
        () ->
            Parallel.map(works, works.size(), Supplier::get).stream()
                .flatMap(Optional::stream)
                .forEach(sums -> MediaCheck.implant(target, sums)));
  }

  /** Leaves no part of an image; removes it when nobody reads it any more. */
  private static void wholeOrNothing(Path target, Runnable writing) {
    boolean whole = false;
    try {
      writing.run();
      whole = true;
    } finally {
      if (!whole) {
        remove(target);
      }
    }
  }

  private static void force(Path target, long bytes, Growth growth) {
    growth.await(1);
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      for (long next = FORCED_AT_ONCE; next < bytes; next += FORCED_AT_ONCE) {
        growth.await(next);
        channel.force(false);
      }
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(target, e);
    }
  }

  private static void write(
      IsoSpec spec, ImageLayout layout, Path target, Progress progress, Growth growth) {
    try (FileChannel channel =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        Progress.Task task = progress.begin("writing " + target.getFileName(), layout.bytes())) {
      new IsoWriter(spec, layout, new ImageOutput(channel, task, growth)).write();
    } catch (ClosedByInterruptException e) {
      throw new Cancelled();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(target, e);
    }
  }

  private static void remove(Path target) {
    try {
      // a device that was written to stays where it is
      if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(target);
      }
    } catch (IOException e) {
      // what made the writing fail is told already
    }
  }

  private void write() throws IOException {
    byte[] biosImage = patchedBiosImage();
    if (spec.boots()) {
      out.blocks(layout.partitionTables().systemArea(mbrCode()));
    }
    for (ImageLayout.View view : layout.views()) {
      writeDescriptors(view);
    }
    for (ImageLayout.View view : layout.views()) {
      for (ImageLayout.Tree tree : view.trees()) {
        writeTree(tree);
      }
    }
    if (spec.boots()) {
      out.zerosUpTo(layout.catalog());
      out.blocks(
          Descriptors.bootCatalog(
              spec.bios().map(bios -> layout.biosImage(bios).block()).orElse(-1L),
              spec.efiImage().isPresent() ? layout.efiStart() : -1,
              layout.efiBlocks() * ImageFile.BLOCK));
    }
    for (TreeNode file : layout.files()) {
      if (file.size() > 0) {
        out.zerosUpTo(file.block());
        writeFile(file, biosImage);
      }
    }
    out.zerosUpTo(layout.efiStart());
    if (spec.efiImage().isPresent()) {
      out.content(spec.efiImage().get());
    }
    if (spec.boots()) {
      out.blocks(layout.partitionTables().backup());
    }
  }

  private byte[] mbrCode() {
    if (spec.bios().isEmpty()) {
      return new byte[0];
    }
    BiosBoot bios = spec.bios().get();
    byte[] code = Arrays.copyOf(bios.systemArea(), BiosBoot.SYSTEM_AREA);
    BootInfo.putIntoMbr(code, bios.loader(), layout.biosImage(bios).block());
    return code;
  }

  private byte[] patchedBiosImage() throws IOException {
    if (spec.bios().isEmpty()) {
      return new byte[0];
    }
    BiosBoot bios = spec.bios().get();
    TreeNode node = layout.biosImage(bios);
    if (!(node.what() instanceof IsoTree.Node.File file)
        || node.size() < BootInfo.TABLE_END
        || node.size() > LARGEST_BIOS_IMAGE) {
      throw Fault.session(
          "cannot write an image that a BIOS starts",
          bios.imagePath() + " is no boot image: it has " + node.size() + " bytes",
          "use the one of an installer image");
    }
    try (InputStream in = file.content().open()) {
      byte[] image = in.readAllBytes();
      BootInfo.putInto(image, bios.loader(), node.block());
      return image;
    }
  }

  private void writeDescriptors(ImageLayout.View view) throws IOException {
    out.zerosUpTo(view.descriptors());
    out.blocks(Descriptors.primary(volume(view, 0), spec.timestamp()));
    if (view.base() == 0 && spec.boots()) {
      out.blocks(Descriptors.bootRecord(layout.catalog()));
    }
    out.blocks(Descriptors.joliet(volume(view, 1), spec.timestamp()));
    out.blocks(Descriptors.terminator());
  }

  private Descriptors.Volume volume(ImageLayout.View view, int treeIndex) {
    ImageLayout.Tree tree = view.trees().get(treeIndex);
    long pathTable = tree.pathTable() - view.base();
    return new Descriptors.Volume(
        spec.volumeId(),
        layout.volumeBlocks(view),
        tree.hierarchy().pathTable(tree.place(), false).length,
        pathTable,
        pathTable + tree.pathTableBlocks(),
        tree.hierarchy().rootRecord(tree.place()));
  }

  private void writeTree(ImageLayout.Tree tree) throws IOException {
    out.zerosUpTo(tree.pathTable());
    out.blocks(tree.hierarchy().pathTable(tree.place(), false));
    out.blocks(tree.hierarchy().pathTable(tree.place(), true));
    out.zerosUpTo(tree.place().first());
    for (int i = 0; i < tree.hierarchy().folderCount(); i++) {
      out.blocks(tree.hierarchy().bytes(i, tree.place()));
    }
  }

  private void writeFile(TreeNode node, byte[] biosImage) throws IOException {
    boolean isBiosImage =
        spec.bios().filter(bios -> bios.imagePath().equals(node.path())).isPresent();
    if (isBiosImage) {
      out.content(new IsoContent.OfBytes(biosImage));
    } else if (node.what() instanceof IsoTree.Node.File file) {
      out.content(file.content());
    }
  }
}
