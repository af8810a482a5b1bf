package org.tmpfsroot.workbench.session;

import java.util.ArrayList;
import java.util.List;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockRequest;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.rpm.Evr;
import org.tmpfsroot.workbench.rpm.Nevra;

/** Locks that fit a session, of packages that need nothing. */
public final class TestLocks {
  private TestLocks() {}

  /** The first package takes all of {@code installed}, half of it to download. */
  public static Lock of(ImageSession session, List<String> names, Size installed) {
    List<LockedPackage> packages = new ArrayList<>();
    for (String name : names) {
      packages.add(
          new LockedPackage(
              new Nevra(name, new Evr(0, "1.0", "1.fc44"), "x86_64"),
              "fedora",
              "Packages/" + name + ".rpm",
              packages.isEmpty() ? Math.max(1000, installed.bytes() / 2) : 1000,
              packages.isEmpty() ? installed.bytes() : 0,
              Digest.sha256Of(new byte[0]),
              name + "-1.0-1.fc44.src.rpm",
              true,
              List.of()));
    }
    LockRequest request = PackageRequest.of(session);
    return new Lock(
        packages,
        request.wanted(),
        request.excludes(),
        request.arch(),
        List.of(),
        request.policy());
  }
}
