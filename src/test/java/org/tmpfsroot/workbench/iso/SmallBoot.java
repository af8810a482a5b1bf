package org.tmpfsroot.workbench.iso;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** A small image with all boot entries, whose boot programs do nothing. */
final class SmallBoot {
  private SmallBoot() {}

  static IsoSpec spec(String volumeId) {
    byte[] grub = new byte[30_000];
    Arrays.fill(grub, 2556, grub.length, (byte) 0x5a);
    IsoTree tree =
        new IsoTree()
            .file("images/eltorito.img", IsoContent.ofBytes(grub))
            .file("a/b/file", IsoContent.ofBytes(new byte[5000]))
            .link("a/link", "b/file")
            .file("empty", IsoContent.ofBytes(new byte[0]));
    byte[] efi =
        FatImage.write(
            "EFIBOOT",
            1,
            IsoRoundTripTest.WHEN,
            new TreeMap<>(
                Map.of("EFI/BOOT/BOOTX64.EFI", "MZ".getBytes(StandardCharsets.US_ASCII))));
    return IsoSpec.of(volumeId, IsoRoundTripTest.WHEN, IsoRoundTripTest.WHO, tree)
        .withBios(new BiosBoot("images/eltorito.img", BiosLoader.GRUB, grubMbr()))
        .withEfiImage(IsoContent.ofBytes(efi));
  }

  /** Enough of GRUB's MBR for tools that look at its first bytes and its message. */
  private static byte[] grubMbr() {
    byte[] mbr = new byte[512];
    Arrays.fill(mbr, 0, 0x1b0, (byte) 0x90);
    mbr[0] = (byte) 0xeb;
    mbr[1] = 0x63;
    System.arraycopy("GRUB \0".getBytes(StandardCharsets.US_ASCII), 0, mbr, 0x180, 6);
    return mbr;
  }
}
