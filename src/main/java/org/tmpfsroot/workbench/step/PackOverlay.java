package org.tmpfsroot.workbench.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.build.Step;
import org.tmpfsroot.workbench.build.StepKey;
import org.tmpfsroot.workbench.build.StepRun;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.IoReason;
import org.tmpfsroot.workbench.overlay.HookFolder;
import org.tmpfsroot.workbench.overlay.OverlayArchive;
import org.tmpfsroot.workbench.overlay.OverlayEntry;
import org.tmpfsroot.workbench.overlay.UserTree;

/**
 * Packs the runtime with the user's tree over it, and the installation hooks: {@code
 * custom-files.tar.gz} of the medium.
 *
 * @param roots folders laid over the installed root, at most one in practice
 * @param hooks folders of scripts run in the target, likewise
 */
public record PackOverlay(List<Path> roots, List<Path> hooks) implements Step {
  public static final String ID = "pack-overlay";
  static final String ARCHIVE = "custom-files.tar.gz";

  public PackOverlay {
    roots = List.copyOf(roots);
    hooks = List.copyOf(hooks);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "packing the overlay";
  }

  @Override
  public List<String> takesFrom() {
    return List.of();
  }

  @Override
  public StepKey key() {
    StepKey key = StepKey.of(ID, 1).withAll("root", lines(OverlayArchive.merged(trees())));
    for (HookFolder folder : hookFolders()) {
      key = key.withAll("hook", lines(folder.entries()));
    }
    return key;
  }

  private List<UserTree> trees() {
    return roots.stream().map(UserTree::read).toList();
  }

  private List<HookFolder> hookFolders() {
    return hooks.stream().map(HookFolder::read).toList();
  }

  /** For a key: all that the archive has of each. */
  static List<String> lines(List<OverlayEntry> entries) {
    List<String> lines = new ArrayList<>();
    for (OverlayEntry entry : entries) {
      lines.add(
          String.join(
              " ",
              Integer.toOctalString(entry.mode()),
              entry.owner(),
              entry.group(),
              content(entry),
              entry.path()));
    }
    return lines;
  }

  private static String content(OverlayEntry entry) {
    if (entry.content() instanceof OverlayEntry.Link link) {
      return "-> " + link.target();
    }
    if (entry.content() instanceof OverlayEntry.Regular regular) {
      try (InputStream in = regular.source().open()) {
        return Digest.Algorithm.SHA256.of(in).toString();
      } catch (IOException e) {
        throw Fault.world(
                "cannot read " + entry.path() + " of the overlay",
                IoReason.of(e),
                "make it readable, then see `file check`")
            .causedBy(e);
      }
    }
    return "folder";
  }

  @Override
  public void run(StepRun run) {
    OverlayArchive.write(run.output().resolve(ARCHIVE), trees(), hookFolders(), run.progress());
  }
}
