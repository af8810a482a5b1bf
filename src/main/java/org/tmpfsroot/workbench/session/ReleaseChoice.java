package org.tmpfsroot.workbench.session;

import java.util.List;
import java.util.Optional;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.fault.Nearest;

/**
 * The Fedora release and architecture an image is made of.
 *
 * @param image the installer image to start from; empty is the release's own, from a mirror
 * @param checksum the CHECKSUM file of that image; empty is the release's own
 */
public record ReleaseChoice(
    int number, String arch, Optional<Location> image, Optional<Location> checksum) {
  /** The RPM architectures an image can be made for. */
  public static final List<String> ARCHES = List.of("x86_64", "aarch64");

  /** The architecture of a new session. */
  public static final String USUAL_ARCH = "x86_64";

  /** A release with the usual architecture and its own installer image. */
  public static ReleaseChoice of(int number) {
    return new ReleaseChoice(number, USUAL_ARCH, Optional.empty(), Optional.empty());
  }

  /**
   * For another architecture.
   *
   * @throws Fault (usage) when images are not made for it
   */
  public ReleaseChoice withArch(String name) {
    if (!ARCHES.contains(name)) {
      throw Fault.usage(
          "no image can be made for '" + name + "'",
          Nearest.sentence(name, ARCHES, "the architectures are " + String.join(" and ", ARCHES)),
          "type `release use " + number + " --arch x86_64`");
    }
    return new ReleaseChoice(number, name, image, checksum);
  }

  /**
   * From another installer image.
   *
   * @param checksumFile its CHECKSUM file, where it is not beside the release's
   */
  public ReleaseChoice withBase(Location baseImage, Optional<Location> checksumFile) {
    return new ReleaseChoice(number, arch, Optional.of(baseImage), checksumFile);
  }

  @Override
  public String toString() {
    return "Fedora " + number + " " + arch;
  }
}
