package org.tmpfsroot.workbench.kickstart;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tmpfsroot.workbench.disk.Disk;
import org.tmpfsroot.workbench.disk.Layout;
import org.tmpfsroot.workbench.release.Firmware;
import org.tmpfsroot.workbench.release.Release;

/**
 * Everything a kickstart and the boot menus are made from.
 *
 * @param release what differs between releases comes from here
 * @param arch the RPM architecture, one of the release's
 * @param firmware what starts the installed system
 * @param layout the partitions
 * @param disks the disks the installer may touch, at least one
 * @param mainDisk the name of the one among them that is installed to
 * @param system how the installed system is set up
 * @param volumeId the medium's label, by which everything finds it
 * @param httpUrl the folder that serves the medium's tree to machines that boot over the network
 * @param users accounts beside root
 * @param trims what is taken out of the installed root
 * @param parts the user's own kickstart texts, in the order in which they were given
 * @param provided what the packages bring, as far as it is known
 */
public record KickstartInputs(
    Release release,
    String arch,
    Firmware firmware,
    Layout layout,
    List<Disk> disks,
    String mainDisk,
    SystemSettings system,
    String volumeId,
    Optional<URI> httpUrl,
    List<UserAccount> users,
    Set<Trim> trims,
    List<UserPart> parts,
    Provided provided) {

  /** The volume id of an image nobody named. */
  public static final String STANDARD_VOLUME_ID = "tmpfsroot-fedora";

  /** Whether what is rendered holds a crypted password, which is nobody's business. */
  public boolean holdsSecrets() {
    return system.rootPasswordHash().isPresent()
        || users.stream().anyMatch(user -> user.passwordHash().isPresent());
  }

  public KickstartInputs {
    disks = List.copyOf(disks);
    users = List.copyOf(users);
    trims = Set.copyOf(trims);
    parts = List.copyOf(parts);
  }

  /** The same with what the packages bring, now that it is known. */
  public KickstartInputs withProvided(Provided known) {
    return new KickstartInputs(
        release, arch, firmware, layout, disks, mainDisk, system, volumeId, httpUrl, users, trims,
        parts, known);
  }

  /** The disk that is installed to. */
  Disk main() {
    return disks.stream()
        .filter(disk -> disk.name().equals(mainDisk))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("main disk " + mainDisk + " is not listed"));
  }

  /** The served folder's address without a slash at its end; empty without one. */
  String httpAddress() {
    return httpUrl.map(url -> url.toString().replaceAll("/+$", "")).orElse("");
  }

  /** The language without country and encoding: {@code en}. */
  String languageCode() {
    return system.language().split("[_.@]", 2)[0];
  }
}
