package org.tmpfsroot.workbench.sbom;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.rpm.RpmFile;

/**
 * What is in an image, for those who must account for it. The same lock gives the same bill: its
 * time is that of the youngest package.
 *
 * @param product the session's name
 * @param release of Fedora, such as 44
 * @param parts one for each locked package, in the lock's order
 */
public record Bill(String product, int release, List<Part> parts) {

  /**
   * One package.
   *
   * @param license as its header has it: often, and not always, an SPDX expression
   * @param url of its project, empty when unknown
   * @param built when it was built
   * @param needs places in {@link Bill#parts} of the packages it needs, ascending
   */
  public record Part(
      LockedPackage locked,
      String license,
      String vendor,
      String url,
      String summary,
      Instant built,
      List<Integer> needs) {
    public Part {
      needs = List.copyOf(needs);
    }

    /** The package's address among all packages of the world, as the purl specification has it. */
    String purl() {
      return PackageUrl.of(locked);
    }
  }

  public Bill {
    parts = List.copyOf(parts);
  }

  /**
   * Makes one from a lock.
   *
   * @param file the RPM of each package
   * @throws org.tmpfsroot.workbench.fault.Fault (world) when one cannot be read
   */
  public static Bill of(
      String product, int release, Lock lock, Function<LockedPackage, Path> file) {
    List<LockedPackage> packages = lock.packages();
    List<List<Integer>> needs = new ArrayList<>();
    packages.forEach(each -> needs.add(new ArrayList<>()));
    for (int i = 0; i < packages.size(); i++) {
      for (LockedPackage.Need need : packages.get(i).neededBy()) {
        int by = lock.labelled(need.by()).map(packages::indexOf).orElse(-1);
        if (by >= 0 && by != i && !needs.get(by).contains(i)) {
          needs.get(by).add(i);
        }
      }
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < packages.size(); i++) {
      LockedPackage locked = packages.get(i);
      RpmFile rpm = RpmFile.read(file.apply(locked));
      parts.add(
          new Part(
              locked,
              rpm.license(),
              rpm.vendor(),
              rpm.url(),
              rpm.summary(),
              rpm.buildTime(),
              needs.get(i)));
    }
    return new Bill(product, release, parts);
  }

  /** The youngest package's time of build. */
  Instant time() {
    return parts.stream().map(Part::built).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }

  /** Another for every other content. */
  UUID identity() {
    StringBuilder content = new StringBuilder(product + " " + release);
    parts.forEach(part -> content.append('\n').append(part.locked().digest()));
    return UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8));
  }
}
