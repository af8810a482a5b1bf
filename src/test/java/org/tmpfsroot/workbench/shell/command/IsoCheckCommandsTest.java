package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.BiosBoot;
import org.tmpfsroot.workbench.iso.BiosLoader;
import org.tmpfsroot.workbench.iso.FatImage;
import org.tmpfsroot.workbench.iso.IsoContent;
import org.tmpfsroot.workbench.iso.IsoSpec;
import org.tmpfsroot.workbench.iso.IsoTree;
import org.tmpfsroot.workbench.iso.IsoWriter;
import org.tmpfsroot.workbench.iso.MediaCheck;
import org.tmpfsroot.workbench.shell.Typed;

class IsoCheckCommandsTest {
  private static final Instant WHEN = Instant.parse("2026-01-02T03:04:05Z");

  @TempDir Path folder;
  private final Typed shell = Typed.to(new IsoCheckCommands());

  private Path image(String name, String kickstart, String pkg, boolean loader) {
    Path iso = folder.resolve(name);
    IsoTree tree =
        new IsoTree()
            .file("ks.cfg", text(kickstart))
            .file("images/eltorito.img", IsoContent.ofBytes(new byte[4096]))
            .file("Packages/" + pkg, text(pkg))
            .file("EFI/BOOT/grub.cfg", text("set timeout=1\n"));
    TreeMap<String, byte[]> efi = new TreeMap<>();
    if (loader) {
      efi.put("EFI/BOOT/BOOTX64.EFI", new byte[10]);
    }
    IsoWriter.write(
        IsoSpec.of("SOME", WHEN, new UUID(1, 2), tree)
            .withBios(new BiosBoot("images/eltorito.img", BiosLoader.GRUB, new byte[512]))
            .withEfiImage(IsoContent.ofBytes(FatImage.write("EFIBOOT", 1, WHEN, efi))),
        iso,
        Progress.SILENT);
    MediaCheck.implant(iso, Progress.SILENT);
    return iso;
  }

  @Test
  void saysHowAWholeImageIsStarted() {
    Path iso = image("a.iso", "text\n", "tmux-3.5-1.fc44.x86_64.rpm", true);
    assertEquals(
        """
        CHECK        OK   FOUND
        files        yes  4 files can be read
        digest       yes  the image is as it was written
        disc, BIOS   yes  starts images/eltorito.img
        disc, UEFI   yes  starts EFI/BOOT/BOOTX64.EFI
        stick, UEFI  yes  has an EFI system partition
        stick, BIOS  yes  is not started by one
        """,
        shell.run("iso check " + iso).ok());
  }

  @Test
  void findsDamageAndAMissingLoader() throws IOException {
    Path iso = image("a.iso", "text\n", "tmux-3.5-1.fc44.x86_64.rpm", false);
    try (RandomAccessFile file = new RandomAccessFile(iso.toFile(), "rw")) {
      file.seek(file.length() / 2);
      int was = file.read();
      file.seek(file.length() / 2);
      file.write(was ^ 0xff);
    }
    Typed.Result result = shell.run("iso check " + iso);
    assertEquals(ExitCode.SESSION, result.exit());
    assertTrue(result.output().contains("digest       no   "), result.output());
    assertTrue(
        result.output().contains("disc, UEFI   no   its boot image has no"), result.output());
  }

  @Test
  void tellsPackagesKickstartAndFilesApart() {
    Path a = image("a.iso", "lang en\ntext\nreboot\n", "tmux-3.4-1.fc44.x86_64.rpm", true);
    Path b = image("b.iso", "lang en\ncmdline\nreboot\n", "tmux-3.5-1.fc44.x86_64.rpm", true);
    assertEquals(
        """
        PART       WHAT         BEFORE      AFTER
        packages   tmux.x86_64  3.4-1.fc44  3.5-1.fc44
        kickstart  ks.cfg       20 bytes    23 bytes

        ks.cfg
          lang en
        - text
        + cmdline
          reboot
        """,
        shell.run("iso diff " + a + " " + b).ok());
    assertEquals("no difference\n", shell.run("iso diff " + a + " " + a).ok());
  }

  private static IsoContent text(String text) {
    return IsoContent.ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
