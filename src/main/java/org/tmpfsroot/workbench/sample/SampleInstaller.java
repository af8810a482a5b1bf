package org.tmpfsroot.workbench.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.BiosBoot;
import org.tmpfsroot.workbench.iso.BiosLoader;
import org.tmpfsroot.workbench.iso.FatImage;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoSpec;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.iso.IsoWriter;

/**
 * Writes an installer image of the shape release 44 has: GRUB's kind of BIOS image as a file, the
 * EFI image only as a partition, what it holds also as files below {@code EFI/BOOT}.
 */
final class SampleInstaller {
  private static final String VOLUME_ID = "Fedora-S-dvd-x86_64-44";
  private static final UUID IDENTITY = UUID.fromString("7b1c4f0e-4d7b-4f0a-9a57-3c1f5a6d2e44");
  private static final int EFI_SERIAL = 0x44441707;
  private static final String EFI_FOLDER = "EFI/BOOT/";
  private static final String BIOS_IMAGE = "images/eltorito.img";

  private static final String MENU =
      """
      search --no-floppy --set=root -l '%1$s'
      menuentry 'Install Fedora 44 (sample)' {
        linux /images/pxeboot/vmlinuz inst.stage2=hd:LABEL=%1$s quiet
        initrd /images/pxeboot/initrd.img
      }
      """
          .formatted(VOLUME_ID);

  private static final String TREE_INFO =
      """
      [header]
      type = productmd.treeinfo
      version = 1.2

      [release]
      name = Fedora
      short = Fedora
      version = 44

      [tree]
      arch = x86_64
      build_timestamp = %d
      platforms = x86_64
      variants = Server

      [images-x86_64]
      initrd = images/pxeboot/initrd.img
      kernel = images/pxeboot/vmlinuz

      [stage2]
      mainimage = images/install.img
      """
          .formatted(StandIn.MADE.getEpochSecond());

  private SampleInstaller() {}

  static void write(Path file, Progress progress) {
    SortedMap<String, byte[]> efi = efiFiles();
    IsoTree tree = new IsoTree();
    efi.forEach((path, content) -> tree.file(path, IsoContent.ofBytes(content)));
    put(tree, ".discinfo", StandIn.MADE.getEpochSecond() + ".000000\n44\nx86_64\n");
    put(tree, ".treeinfo", TREE_INFO);
    put(tree, "README", BootPrograms.MESSAGE + "\n");
    put(tree, "boot/grub2/grub.cfg", MENU);
    put(tree, "images/install.img", "in the place of the installer's file system\n");
    put(tree, "images/pxeboot/initrd.img", "in the place of the installer's initrd\n");
    put(tree, "images/pxeboot/vmlinuz", "in the place of the installer's kernel\n");
    tree.file(BIOS_IMAGE, IsoContent.ofBytes(BootPrograms.biosImage()));
    IsoSpec spec =
        IsoSpec.of(VOLUME_ID, StandIn.MADE, IDENTITY, tree)
            .withBios(new BiosBoot(BIOS_IMAGE, BiosLoader.GRUB, BootPrograms.masterBootRecord()))
            .withEfiImage(
                IsoContent.ofBytes(FatImage.write("ANACONDA", EFI_SERIAL, StandIn.MADE, efi)));
    IsoWriter.write(spec, file, progress);
  }

  private static SortedMap<String, byte[]> efiFiles() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    byte[] program = BootPrograms.efiApplication();
    files.put(EFI_FOLDER + "BOOTX64.EFI", program);
    files.put(EFI_FOLDER + "grubx64.efi", program);
    files.put(EFI_FOLDER + "mmx64.efi", program);
    files.put(EFI_FOLDER + "grub.cfg", MENU.getBytes(StandardCharsets.UTF_8));
    return files;
  }

  private static void put(IsoTree tree, String path, String text) {
    tree.file(path, IsoContent.ofBytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The lines of a CHECKSUM file for the image. */
  static String checksum(Path image) throws IOException {
    String name = String.valueOf(image.getFileName());
    return "# %s: %d bytes\nSHA256 (%s) = %s\n"
        .formatted(name, Files.size(image), name, Digest.sha256Of(image).hex());
  }
}
