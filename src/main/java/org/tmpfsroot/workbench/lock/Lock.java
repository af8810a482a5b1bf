package org.tmpfsroot.workbench.lock;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The packages of an image, exactly, and what they were chosen from.
 *
 * @param packages sorted by name, version, architecture; no two the same
 * @param requests what was asked for, in the order asked
 * @param excludes what must not be chosen
 * @param arch of the image
 * @param repositories in the order they were asked
 * @param policy how the packages were chosen
 */
public record Lock(
    List<LockedPackage> packages,
    List<LockRequest.Wanted> requests,
    List<String> excludes,
    String arch,
    List<LockedRepository> repositories,
    LockPolicy policy) {

  public Lock {
    packages =
        packages.stream().sorted(Comparator.comparing(LockedPackage::nevra)).distinct().toList();
    requests = List.copyOf(requests);
    excludes = List.copyOf(excludes);
    repositories = List.copyOf(repositories);
  }

  /** A lock of no packages: what there is before anything was resolved. */
  public static Lock empty(String arch, LockPolicy policy) {
    return new Lock(List.of(), List.of(), List.of(), arch, List.of(), policy);
  }

  /** The newest locked package of that name; of several architectures the image's own. */
  public Optional<LockedPackage> named(String name) {
    return packages.stream()
        .filter(locked -> locked.nevra().name().equals(name))
        .max(
            Comparator.comparing((LockedPackage locked) -> locked.nevra().evr())
                .thenComparing(locked -> locked.nevra().arch().equals(arch)));
  }

  /** The locked kernel's {@code version-release.arch}, as {@code uname -r} will say it. */
  public Optional<String> kernelRelease() {
    return named("kernel-core")
        .map(LockedPackage::nevra)
        .map(nevra -> nevra.evr().version() + "-" + nevra.evr().release() + "." + nevra.arch());
  }

  /** The Fedora release it is of, by the package that says so in every Fedora. */
  public Optional<Integer> fedora() {
    return named("fedora-release-common")
        .map(locked -> locked.nevra().evr().version())
        .filter(version -> version.matches("[0-9]{1,3}"))
        .map(Integer::valueOf);
  }

  /** By name, {@code name.arch} or NEVRA, as {@link LockedPackage.Need#by} and users write it. */
  public Optional<LockedPackage> labelled(String label) {
    return packages.stream()
        .filter(
            locked ->
                locked.nevra().toString().equals(label)
                    || (locked.nevra().name() + "." + locked.nevra().arch()).equals(label))
        .findFirst()
        .or(() -> named(label));
  }

  /**
   * Who asks for a requested package: {@link LockRequest.Wanted#USER} unless it is named only for
   * another reason.
   */
  public String requester(LockedPackage requested) {
    List<String> reasons =
        requests.stream()
            .filter(wanted -> wanted.spec().text().equals(requested.nevra().name()))
            .map(LockRequest.Wanted::reason)
            .toList();
    return reasons.isEmpty() || reasons.contains(LockRequest.Wanted.USER)
        ? LockRequest.Wanted.USER
        : reasons.get(0);
  }

  /** Of the RPM files, bytes. */
  public long downloadSize() {
    return packages.stream().mapToLong(LockedPackage::size).sum();
  }

  /** Of the files in all packages, bytes. */
  public long installedSize() {
    return packages.stream().mapToLong(LockedPackage::installedSize).sum();
  }
}
