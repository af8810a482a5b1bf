package org.tmpfsroot.workbench.release;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.tmpfsroot.workbench.fault.Choice;

/**
 * One Fedora release. Texts of the data file have {@code {arch}} filled in by the accessors that
 * take an architecture.
 */
public final class Release {
  private final ReleaseData data;

  Release(ReleaseData data) {
    this.data = data;
  }

  /** The major version, such as 44. */
  public int number() {
    return data.number();
  }

  /** The RPM architectures it can be installed on, the usual one first. */
  public List<String> arches() {
    return data.arches();
  }

  /**
   * Passes {@code arch} through when the release has it.
   *
   * @throws org.tmpfsroot.workbench.fault.Fault (usage) otherwise
   */
  public String requireArch(String arch) {
    return Choice.of(
        "architecture of Fedora " + number(), arch, data.arches(), Function.identity());
  }

  public BaseImage baseImage(String arch) {
    BaseImage image = data.baseImage();
    return new BaseImage(
        filled(image.folder(), arch),
        filled(image.file(), arch),
        filled(image.checksumFile(), arch));
  }

  /** In the order in which they are named to a user. */
  public List<ReleaseRepository> repositories(String arch) {
    return data.repositories().stream()
        .map(
            each ->
                new ReleaseRepository(
                    each.id(), filled(each.path(), arch), filled(each.metalink(), arch)))
        .toList();
  }

  /** Repositories of others that a user may add by name. */
  public List<OfferedRepository> offered(String arch) {
    return data.offered().stream()
        .map(each -> new OfferedRepository(each.id(), filled(each.baseurl(), arch), each.key()))
        .toList();
  }

  /** What boots the installer image on a BIOS; on other machines than PCs there is no BIOS. */
  public BootKind bootKind() {
    return data.bootKind();
  }

  /**
   * Names of packages that Anaconda asks for by itself and that must be among the packages of an
   * offline installation, sorted.
   */
  public List<String> installerPackages(String arch, Firmware firmware) {
    TreeSet<String> names = new TreeSet<>(data.installerPackages());
    if (firmware.startsByUefi()) {
      names.addAll(data.uefiPackages().getOrDefault(arch, List.of()));
    }
    if (firmware.startsByBios()) {
      names.addAll(data.biosPackages().getOrDefault(arch, List.of()));
    }
    return List.copyOf(names);
  }

  public KickstartDialect kickstart() {
    return data.kickstart();
  }

  /** The armored keys its packages, metadata and CHECKSUM files are signed with. */
  public List<byte[]> keys() {
    List<byte[]> keys = new ArrayList<>();
    for (String name : data.keyNames()) {
      keys.add(Resources.bytes("keys/" + name));
    }
    return List.copyOf(keys);
  }

  private static String filled(String text, String arch) {
    return text.replace("{arch}", arch);
  }

  @Override
  public String toString() {
    return "Fedora " + number();
  }
}
