package org.tmpfsroot.workbench.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.AtomicFile;

/** Where a session's image may be put: nowhere where that would change what it is made from. */
public final class ImageTarget {
  private ImageTarget() {}

  /**
   * Refuses the image that the build begins with, which the user would lose, and a place in a
   * folder that goes into the image, which would hold one more image after each build.
   *
   * @param target absolute; need not be there
   * @throws Fault (usage)
   */
  public static void require(ImageSession session, Path target) {
    try {
      Path place = real(target);
      Optional<Path> base = session.release().image().flatMap(Location::path);
      if (base.isPresent() && real(base.get()).equals(place)) {
        throw refused(session, target, "it is the installer image that this build begins with");
      }
      for (FileKind kind : FileKind.values()) {
        Optional<Path> own = session.files().of(kind).filter(Files::isDirectory);
        if (own.isPresent() && place.startsWith(own.get().toRealPath())) {
          throw refused(session, target, "it would be part of this session's " + kind);
        }
      }
    } catch (IOException e) {
      throw AtomicFile.cannotRead(target, e);
    }
  }

  /** Without links, as far as it is there. */
  private static Path real(Path path) throws IOException {
    if (Files.exists(path)) {
      return path.toRealPath();
    }
    Path parent = path.getParent();
    return parent == null ? path : real(parent).resolve(path.getFileName());
  }

  private static Fault refused(ImageSession session, Path target, String why) {
    return Fault.usage(
        "cannot write " + target,
        why,
        "name another place, as in `build run --output ../" + session.name() + ".iso`");
  }
}
