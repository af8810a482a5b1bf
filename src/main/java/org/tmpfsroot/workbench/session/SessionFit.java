package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.DiskMatch;
import org.tmpfsroot.workbench.disk.Fit;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.overlay.OverlayArchive;
import org.tmpfsroot.workbench.overlay.UserTree;

/** Gathers from a session what has to fit where. */
public final class SessionFit {
  private SessionFit() {}

  /** What is known of sizes; without a lock nothing is known of the root's content. */
  public static Fit of(ImageSession session) {
    Settings settings = session.settings();
    return new Fit(
        session.disks().layout(),
        Fit.besideLayout(settings.value(SettingKeys.FIRMWARE).startsByBios()),
        session.disks().target().flatMap(SessionFit::room),
        content(session),
        settings
            .find(SettingKeys.HTTP_URL)
            .flatMap(url -> session.lock())
            .map(lock -> new Size(lock.downloadSize())),
        tmpfs(session),
        settings.find(SettingKeys.RAM));
  }

  /** Of a disk that is known by what it is, the most it may have. */
  private static Optional<Size> room(Disk disk) {
    return disk.size().or(() -> disk.match().flatMap(DiskMatch::most));
  }

  /** What the locked packages and all that is laid over them take in the root. */
  static Optional<Size> content(ImageSession session) {
    return session
        .lock()
        .map(Lock::installedSize)
        .map(installed -> new Size(installed + overlay(session)));
  }

  private static long overlay(ImageSession session) {
    List<UserTree> trees;
    try {
      trees = session.files().of(FileKind.ROOT).stream().map(UserTree::read).toList();
      return OverlayArchive.installedSize(trees);
    } catch (Fault e) {
      // what is wrong with the tree is found by its own check
      return 0;
    }
  }

  /** Of a share of the memory, as much as the memory is known. */
  private static Optional<Size> tmpfs(ImageSession session) {
    String value = KickstartTranslation.tmpfsSize(session).kernelValue();
    if (!value.endsWith("%")) {
      return Optional.of(Size.parse(value));
    }
    long percent = Long.parseLong(value.substring(0, value.length() - 1));
    return session
        .settings()
        .find(SettingKeys.RAM)
        .map(ram -> new Size(ram.bytes() / 100 * percent));
  }
}
