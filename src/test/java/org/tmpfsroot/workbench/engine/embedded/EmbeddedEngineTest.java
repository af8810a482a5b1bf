package org.tmpfsroot.workbench.engine.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.build.BuildCache;
import org.tmpfsroot.workbench.build.BuildEvent;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.build.Runner;
import org.tmpfsroot.workbench.download.ContentStore;
import org.tmpfsroot.workbench.download.Downloader;
import org.tmpfsroot.workbench.download.RetryPolicy;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.FatImage;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.session.ImageSession;

class EmbeddedEngineTest {
  @TempDir static Path shared;
  private static TinyMirror mirror;

  @TempDir Path folder;
  private final List<String> worked = new ArrayList<>();

  @BeforeAll
  static void makeMirror() {
    mirror = TinyMirror.in(shared.resolve("mirror"));
  }

  @Test
  void buildsAnImageWithEverythingInItsPlace() throws IOException {
    try (IsoImage image = IsoImage.open(build(mirror.session()))) {
      assertEquals("tmpfsroot-fedora", image.volumeId());
      assertEquals(
          List.of("00004", "Fedora 44", "x86_64", "1"), text(image, ".discinfo").lines().toList());
      assertTrue(text(image, "media.repo").contains("\nbaseurl=cdrom\n"));
      assertTrue(text(image, "etc-passwd").startsWith("root:x:0:0:"));
      assertTrue(text(image, "etc-passwd").contains("\nsshd:x:74:74:"));
      assertTrue(text(image, "etc-group").contains("\ndocker:x:999:"));
      assertTrue(text(image, "ks.cfg").contains("@^custom-environment"));
      assertTrue(text(image, "EFI/BOOT/grub.cfg").contains("tmpfsroot-fedora"));
      assertTrue(text(image, "boot/grub2/grub.cfg").contains("tmpfsroot-fedora"));
      assertTrue(image.find("custom-files.tar.gz").isPresent());
      assertTrue(image.find("Packages/e/editor-1.0-1.fc44.x86_64.rpm").isPresent());
      assertTrue(image.find("repodata/repomd.xml").isPresent());
      FatImage efi =
          FatImage.of(image.read(image.efiImage().orElseThrow(), 1 << 25), "the EFI image");
      assertEquals(
          List.of("EFI/BOOT/BOOTX64.EFI", "EFI/BOOT/grub.cfg", "EFI/BOOT/grubx64.efi"),
          efi.paths());
      assertEquals(
          text(image, "EFI/BOOT/grub.cfg"),
          new String(efi.read("EFI/BOOT/grub.cfg"), StandardCharsets.UTF_8));
    }
  }

  private Path build(ImageSession session) {
    Downloader downloader =
        new Downloader(
            new ContentStore(folder.resolve("cache/content")), true, RetryPolicy.standard());
    return new Runner(new BuildCache(folder.resolve("cache/build")), Clock.systemUTC())
        .run(
            session.name(),
            new EmbeddedEngine(downloader).plan(session),
            RunRange.ALL,
            this::heard,
            Progress.SILENT)
        .product()
        .orElseThrow();
  }

  private void heard(BuildEvent event) {
    if (event instanceof BuildEvent.Done) {
      worked.add(event.stepId());
    }
  }

  private static String text(IsoImage image, String path) throws IOException {
    IsoEntry entry = image.find(path).orElseThrow(() -> new AssertionError("no " + path));
    return new String(image.open(entry).readAllBytes(), StandardCharsets.UTF_8);
  }
}
