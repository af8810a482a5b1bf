package org.tmpfsroot.workbench.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURLBuilder;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.rpm.Nevra;

/** {@code pkg:rpm/fedora/NAME@VERSION-RELEASE?arch=…&epoch=…&upstream=…}. */
final class PackageUrl {
  private PackageUrl() {}

  static String of(LockedPackage locked) {
    Nevra nevra = locked.nevra();
    PackageURLBuilder builder =
        PackageURLBuilder.aPackageURL()
            .withType("rpm")
            .withNamespace("fedora")
            .withName(nevra.name())
            .withVersion(nevra.evr().version() + "-" + nevra.evr().release())
            .withQualifier("arch", nevra.arch());
    if (nevra.evr().epoch() != 0) {
      builder.withQualifier("epoch", Integer.toString(nevra.evr().epoch()));
    }
    if (!locked.sourceRpm().isEmpty()) {
      builder.withQualifier("upstream", locked.sourceRpm());
    }
    try {
      return builder.build().canonicalize();
    } catch (MalformedPackageURLException e) {
      throw new IllegalStateException("a package always has an address: " + nevra, e);
    }
  }
}
