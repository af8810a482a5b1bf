package org.tmpfsroot.workbench.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tmpfsroot.workbench.fault.Cancelled;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;
import org.tmpfsroot.workbench.io.Progress;

/** Puts what a build gave where the user wants it. */
public final class Publication {
  private Publication() {}

  /**
   * Replaces {@code target} in one move. Within one file system the bytes are shared with the
   * cache, which notices when they are written to.
   *
   * @throws Fault (usage) when {@code target} is a folder; (world) when it cannot be written
   * @throws Cancelled when the thread is interrupted
   */
  public static void publish(Path file, Path target, Progress progress) {
    checkTarget(target);
    try (AtomicFile replacement = AtomicFile.replacing(target)) {
      try {
        Files.createLink(replacement.temporary(), file);
      } catch (IOException | UnsupportedOperationException e) {
        copy(file, replacement.temporary(), progress);
      }
      replacement.commit();
    } catch (IOException e) {
      Cancelled.check();
      throw AtomicFile.cannotWrite(target, e);
    }
  }

  /**
   * Refuses a target that cannot be replaced by a file, before the work begins.
   *
   * @throws Fault (usage)
   */
  public static void checkTarget(Path target) {
    if (Files.isDirectory(target)) {
      throw Fault.usage(
          "cannot write " + target,
          "it is a folder",
          "name a file, as in `build run --output image.iso`");
    }
  }

  private static void copy(Path file, Path target, Progress progress) throws IOException {
    try (Progress.Task task = progress.begin("copying to " + target, Files.size(file));
        InputStream in = Files.newInputStream(file);
        OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[1 << 20];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        Cancelled.check();
        out.write(buffer, 0, n);
        task.advance(n);
      }
    }
  }
}
