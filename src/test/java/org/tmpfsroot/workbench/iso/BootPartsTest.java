package org.tmpfsroot.workbench.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.StandInBase;

/** The parts of a base image that start machines are found wherever it keeps them. */
@RequiresPeer({"xorriso", "grub-mkimage", "mcopy", "mkfs.vfat", "busybox", "cpio", "apt-get"})
class BootPartsTest {

  @Test
  void findsThePartsOfBothKindsOfBase() {
    try (IsoImage image = IsoImage.open(StandInBase.image(StandInBase.Kind.GRUB_EFI_APPENDED))) {
      BootParts parts = BootParts.of(image);
      assertEquals(BiosLoader.GRUB, parts.bios().orElseThrow().loader());
      assertEquals("images/eltorito.img", parts.bios().orElseThrow().imagePath());
      assertEquals(List.of(), parts.replaced());
      assertTrue(
          text(parts.efiFiles().getOrDefault("EFI/BOOT/grub.cfg", new byte[0]))
              .contains(StandInBase.LABEL));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    try (IsoImage image = IsoImage.open(StandInBase.image(StandInBase.Kind.ISOLINUX_EFI_IN_TREE))) {
      BootParts parts = BootParts.of(image);
      assertEquals(BiosLoader.ISOLINUX, parts.bios().orElseThrow().loader());
      assertEquals(List.of("isolinux/boot.cat", "images/efiboot.img"), parts.replaced());
      assertTrue(
          text(parts.efiFiles().getOrDefault("EFI/BOOT/grub.cfg", new byte[0]))
              .contains(StandInBase.LABEL));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
