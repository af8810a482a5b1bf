package org.tmpfsroot.workbench.step;

import java.nio.file.Path;
import java.util.List;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.overlay.OverlayEntry;
import org.tmpfsroot.workbench.overlay.UserTree;
import org.tmpfsroot.workbench.squashfs.SquashfsTree;
import org.tmpfsroot.workbench.squashfs.SquashfsWriter;

/**
 * Packs the user's tree for the installer's own root: {@code images/product.img}, a squashfs.
 *
 * @param arch the image's, which decides on the compressor's filter
 */
public record PackInstallfs(Path tree, String arch) implements Step {
  public static final String ID = "pack-installfs";

  /** Where it is on the medium. */
  public static final String PRODUCT = "images/product.img";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "packing the installer's own files";
  }

  @Override
  public List<String> takesFrom() {
    return List.of();
  }

  @Override
  public StepKey key() {
    return StepKey.of(ID, 2)
        .with("arch", arch)
        .withAll("tree", PackOverlay.lines(UserTree.read(tree).entries()));
  }

  @Override
  public void run(StepRun run) {
    SquashfsTree content = new SquashfsTree();
    for (OverlayEntry entry : UserTree.read(tree).entries()) {
      if (entry.content() instanceof OverlayEntry.Link link) {
        content.link(entry.path(), link.target());
      } else if (entry.content() instanceof OverlayEntry.Regular regular) {
        content.file(entry.path(), entry.mode(), regular.source()::open);
      } else {
        content.folder(entry.path(), entry.mode());
      }
    }
    SquashfsWriter.write(
        content, arch.equals("x86_64"), run.output().resolve(PRODUCT), run.progress());
  }
}
