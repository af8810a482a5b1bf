package org.tmpfsroot.workbench.iso;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.tmpfsroot.workbench.fault.Fault;

/**
 * What a new image shall be. Equal specifications give equal bytes.
 *
 * @param volumeId the name of the medium, by which an installer finds it
 * @param timestamp every date in the image
 * @param identity what the GUIDs of the disk and its partitions are derived from
 * @param tree the files
 * @param bios how a BIOS starts it, if it shall
 * @param efiImage the FAT image that EFI firmware starts, if it shall; it becomes the EFI system
 *     partition and is no file of the tree
 */
public record IsoSpec(
    String volumeId,
    Instant timestamp,
    UUID identity,
    IsoTree tree,
    Optional<BiosBoot> bios,
    Optional<IsoContent> efiImage) {
  private static final int LONGEST_VOLUME_ID = 32;

  /**
   * @throws Fault (session) when the volume id has no or more than 32 characters, or others than
   *     ASCII letters, digits, {@code _}, {@code -} and {@code .}
   */
  public IsoSpec {
    if (volumeId.isEmpty()
        || volumeId.length() > LONGEST_VOLUME_ID
        || !volumeId.chars().allMatch(IsoSpec::isVolumeIdCharacter)) {
      throw Fault.session(
          "'" + volumeId + "' cannot be the volume id of an image",
          "it has 1 to 32 of the characters A-Z a-z 0-9 _ - .",
          "`setting set volume-id NAME`");
    }
  }

  /** An image that holds {@code tree} and starts nothing. */
  public static IsoSpec of(String volumeId, Instant timestamp, UUID identity, IsoTree tree) {
    return new IsoSpec(volumeId, timestamp, identity, tree, Optional.empty(), Optional.empty());
  }

  public IsoSpec withBios(BiosBoot boot) {
    return new IsoSpec(volumeId, timestamp, identity, tree, Optional.of(boot), efiImage);
  }

  public IsoSpec withEfiImage(IsoContent image) {
    return new IsoSpec(volumeId, timestamp, identity, tree, bios, Optional.of(image));
  }

  boolean boots() {
    return bios.isPresent() || efiImage.isPresent();
  }

  private static boolean isVolumeIdCharacter(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.';
  }
}
