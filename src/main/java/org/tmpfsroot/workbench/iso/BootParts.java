package org.tmpfsroot.workbench.iso;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.IoReason;

/**
 * What makes an image start machines, taken from it to be used in another: nothing of it is remade
 * but what has to say where things are.
 *
 * @param bios the BIOS boot image's path, its loader and the MBR's code; empty when no BIOS starts
 *     the image
 * @param efiFiles the files of the EFI boot image by their paths, {@code EFI/BOOT/BOOTX64.EFI};
 *     those of the tree's {@code EFI/BOOT} where the image has none of that name. Empty when no EFI
 *     firmware starts the image
 * @param replaced the paths of the tree that the writer makes anew and that must not be carried
 *     over: the boot catalog, the EFI boot image
 */
public record BootParts(
    Optional<BiosBoot> bios, SortedMap<String, byte[]> efiFiles, List<String> replaced) {
  private static final long LARGEST_EFI_IMAGE = 512L * 1024 * 1024;
  private static final long LARGEST_BIOS_IMAGE = 32L * 1024 * 1024;
  private static final String EFI_FOLDER = "EFI/BOOT/";

  public BootParts {
    efiFiles = Collections.unmodifiableSortedMap(new TreeMap<>(efiFiles));
    replaced = List.copyOf(replaced);
  }

  /**
   * Finds the parts wherever the image keeps them: the EFI boot image as a file of the tree or only
   * as the partition its boot entry or its GPT names.
   *
   * @throws Fault (world) when a part is damaged or of a kind that cannot be carried over
   */
  public static BootParts of(IsoImage image) {
    List<String> replaced = new ArrayList<>();
    image.bootCatalog().map(IsoEntry::path).ifPresent(replaced::add);
    SortedMap<String, byte[]> efiFiles = new TreeMap<>();
    Optional<Extent> efiImage = image.efiImage();
    if (efiImage.isPresent()) {
      image.bootEntries().stream()
          .filter(entry -> entry.platform() == BootEntry.Platform.EFI && !entry.path().isEmpty())
          .forEach(entry -> replaced.add(entry.path()));
      addTreeFiles(image, efiFiles);
      FatImage fat =
          FatImage.of(
              image.read(efiImage.get(), LARGEST_EFI_IMAGE),
              "the EFI boot image of " + image.file());
      for (String path : fat.paths()) {
        efiFiles.keySet().removeIf(path::equalsIgnoreCase);
        efiFiles.put(path, fat.read(path));
      }
    }
    Optional<BiosBoot> bios =
        image.bootEntries().stream()
            .filter(entry -> entry.platform() == BootEntry.Platform.BIOS && entry.bootable())
            .findFirst()
            .map(entry -> bios(image, entry));
    return new BootParts(bios, efiFiles, replaced);
  }

  private static void addTreeFiles(IsoImage image, SortedMap<String, byte[]> efiFiles) {
    for (IsoEntry entry : image.entries()) {
      if (entry.isFile() && entry.path().startsWith(EFI_FOLDER)) {
        if (entry.size() > LARGEST_EFI_IMAGE) {
          throw unusable(image, entry.path() + " has " + entry.size() + " bytes");
        }
        try (InputStream in = image.open(entry)) {
          efiFiles.put(entry.path(), in.readAllBytes());
        } catch (IOException e) {
          throw unusable(image, IoReason.of(e)).causedBy(e);
        }
      }
    }
  }

  private static BiosBoot bios(IsoImage image, BootEntry entry) {
    if (entry.emulation() != 0) {
      throw unusable(image, "its BIOS boot image is one of a diskette or hard disk");
    }
    if (entry.path().isEmpty()) {
      throw unusable(image, "its BIOS boot image is not a file of its tree");
    }
    BiosLoader loader =
        BiosLoader.of(image.read(entry.image(), LARGEST_BIOS_IMAGE))
            .orElseThrow(() -> unusable(image, entry.path() + " is neither ISOLINUX nor GRUB"));
    return new BiosBoot(entry.path(), loader, image.systemArea());
  }

  private static Fault unusable(IsoImage image, String why) {
    return Fault.world(
        "cannot use the boot parts of " + image.file(), why, "use another installer image");
  }
}
