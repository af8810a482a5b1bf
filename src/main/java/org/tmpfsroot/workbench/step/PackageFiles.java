package org.tmpfsroot.workbench.step;

import java.nio.file.Path;
import java.util.Locale;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.rpm.Nevra;

/** Where package files are on the medium. */
final class PackageFiles {
  private static final String FOLDER = "Packages/";
  private static final String SUFFIX = ".rpm";

  private PackageFiles() {}

  /** {@code Packages/b/bash-5.2.37-1.fc44.x86_64.rpm}. */
  static String path(Nevra nevra) {
    String name = nevra.fileName();
    return FOLDER + name.substring(0, 1).toLowerCase(Locale.ROOT) + "/" + name;
  }

  /** Puts every package of {@code lock}, which are in {@code folder}, into {@code tree}. */
  static void add(Lock lock, Path folder, IsoTree tree) {
    for (LockedPackage locked : lock.packages()) {
      Nevra nevra = locked.nevra();
      tree.file(path(nevra), IsoContent.ofFile(folder.resolve(nevra.fileName())));
    }
  }

  static boolean isPackage(String path) {
    return path.startsWith(FOLDER) && path.endsWith(SUFFIX);
  }
}
