package org.tmpfsroot.workbench.engine.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.build.RunOutcome;
import org.tmpfsroot.workbench.build.RunRange;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.iso.FatImage;
import org.tmpfsroot.workbench.iso.IsoEntry;
import org.tmpfsroot.workbench.iso.IsoImage;
import org.tmpfsroot.workbench.lock.Lock;
import org.tmpfsroot.workbench.lock.LockedPackage;
import org.tmpfsroot.workbench.lock.Resolver;
import org.tmpfsroot.workbench.repository.RepositoryReader;
import org.tmpfsroot.workbench.session.FileKind;
import org.tmpfsroot.workbench.session.ImageSession;
import org.tmpfsroot.workbench.session.PackageRequest;
import org.tmpfsroot.workbench.session.PackageSources;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.TinyMirror;

class EmbeddedEngineTest {
  @TempDir static Path shared;
  private static TinyMirror mirror;

  @TempDir Path folder;
  private TinyBuild build;

  @BeforeAll
  static void makeMirror() {
    mirror = TinyMirror.in(shared.resolve("mirror"));
  }

  @BeforeEach
  void makeCache() {
    build = new TinyBuild(folder.resolve("cache"));
  }

  @Test
  void putsEverythingInItsPlace() throws IOException {
    try (IsoImage image = IsoImage.open(build.image(mirror.session()))) {
      assertEquals("tmpfsroot-fedora", image.volumeId());
      assertEquals(
          List.of("00004", "Fedora 44", "x86_64", "1"),
          TinyBuild.text(image, ".discinfo").lines().toList());
      assertTrue(TinyBuild.text(image, "media.repo").contains("\nbaseurl=cdrom\n"));
      assertTrue(TinyBuild.text(image, "etc-passwd").startsWith("root:x:0:0:"));
      assertTrue(TinyBuild.text(image, "etc-passwd").contains("\nsshd:x:74:74:"));
      assertTrue(TinyBuild.text(image, "etc-group").contains("\ndocker:x:999:"));
      assertTrue(TinyBuild.text(image, "ks.cfg").contains("@^custom-environment"));
      assertTrue(image.find("custom-files.tar.gz").isPresent());
      assertTrue(image.find("Packages/e/editor-1.0-1.fc44.x86_64.rpm").isPresent());
      assertTrue(image.find("repodata/repomd.xml").isPresent());
      assertTrue(TinyBuild.text(image, "comps.xml").contains("<id>custom-environment</id>"));
    }
    build.assertNothingHalfDone();
  }

  @Test
  void saysOnTheMediumWhatWentIntoIt() throws IOException {
    ImageSession session = mirror.session();
    try (IsoImage image = IsoImage.open(build.image(session))) {
      JsonNode inputs = new ObjectMapper().readTree(TinyBuild.text(image, "inputs.json"));
      assertEquals(Digest.sha256Of(mirror.base()).hex(), inputs.get("base").get("sha256").asText());
      Map<String, String> packages = new TreeMap<>();
      inputs
          .get("packages")
          .forEach(each -> packages.put(each.get("nevra").asText(), each.get("sha256").asText()));
      assertEquals(
          Digest.sha256Of(mirror.rpm("editor")).hex(), packages.get("editor-1.0-1.fc44.x86_64"));
      assertEquals(session.lock().orElseThrow().packages().size(), packages.size());
      for (JsonNode file : inputs.get("files")) {
        IsoEntry entry = image.find(file.get("path").asText()).orElseThrow();
        assertEquals(file.get("size").asLong(), entry.size());
        try (InputStream in = image.open(entry)) {
          assertEquals(file.get("sha256").asText(), Digest.Algorithm.SHA256.of(in).hex());
        }
      }
      assertTrue(
          inputs.get("files").findValuesAsText("path").containsAll(List.of("ks.cfg", "comps.xml")));
    }
  }

  @Test
  void startsOurInstallerAndNotTheBases() throws IOException {
    try (IsoImage image = IsoImage.open(build.image(mirror.session()))) {
      for (String menu : List.of("EFI/BOOT/grub.cfg", "boot/grub2/grub.cfg")) {
        assertTrue(TinyBuild.text(image, menu).contains("hd:LABEL=tmpfsroot-fedora"), menu);
      }
      FatImage efi =
          FatImage.of(image.read(image.efiImage().orElseThrow(), 1 << 25), "the EFI image");
      assertEquals(
          List.of("EFI/BOOT/BOOTX64.EFI", "EFI/BOOT/grub.cfg", "EFI/BOOT/grubx64.efi"),
          efi.paths());
      assertEquals(
          TinyBuild.text(image, "EFI/BOOT/grub.cfg"),
          new String(efi.read("EFI/BOOT/grub.cfg"), StandardCharsets.UTF_8));
      try (IsoImage base = IsoImage.open(mirror.base())) {
        byte[] mbr = image.systemArea();
        byte[] own = base.systemArea();
        // the first 0x1b0 bytes are code, what follows is patched in
        for (int i = 0; i < 0x1b0; i++) {
          assertEquals(own[i], mbr[i], "byte " + i + " of the MBR's code");
        }
      }
    }
  }

  @Test
  void buildsWhatTheSessionsRepositoriesResolveTo() throws IOException {
    ImageSession session = mirror.session();
    RepositoryReader reader =
        new RepositoryReader(build.downloader(), folder.resolve("cache/repositories"));
    Lock lock =
        new Resolver(reader.load(PackageSources.of(session), Progress.SILENT), "x86_64")
            .resolve(PackageRequest.of(session))
            .orThrow();
    assertEquals(
        session.lock().orElseThrow().packages().stream().map(LockedPackage::digest).toList(),
        lock.packages().stream().map(LockedPackage::digest).toList());
    Path image = build.image(session.withLock(lock));
    assertEquals(image, build.image(session), "the same packages are the same image");
  }

  @Test
  void secondRunDoesNothing() throws IOException {
    Path image = build.image(mirror.session());
    assertTrue(build.worked().contains("write-iso"));
    assertEquals(image, build.image(mirror.session()));
    assertEquals(List.of(), build.worked());
  }

  @Test
  void aChangedKickstartDoesAgainWhatDependsOnIt() {
    ImageSession session = mirror.session();
    build.image(session);
    build.worked();
    ImageSession changed =
        mirror.locked(session.withSettings(settings -> settings.with("timezone", "Asia/Tokyo")));
    build.image(changed);
    assertEquals(
        List.of("render-kickstart", "stage-tree", "build-efi-image", "write-iso", "verify-iso"),
        build.worked());
    build.image(session);
    assertEquals(List.of(), build.worked(), "what was known stays known");
  }

  @Test
  void aChangedVolumeIdGoesEverywhere() throws IOException {
    ImageSession session =
        mirror.session().withSettings(settings -> settings.with("volume-id", "OTHER_44"));
    try (IsoImage image = IsoImage.open(build.image(session))) {
      assertEquals("OTHER_44", image.volumeId());
      for (String path : List.of("ks.cfg", "EFI/BOOT/grub.cfg", "boot/grub2/grub.cfg")) {
        String text = TinyBuild.text(image, path);
        assertTrue(text.contains("OTHER_44") && !text.contains("tmpfsroot-fedora\""), path);
      }
    }
  }

  @Test
  void sameSessionSameBytesElsewhere() throws IOException {
    TinyBuild other = new TinyBuild(folder.resolve("another/place"));
    Path first = build.image(mirror.session());
    Path second = other.image(mirror.session());
    assertEquals(Digest.sha256Of(first), Digest.sha256Of(second));
  }

  @Test
  void theUsersTreeWinsOverAll() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("iso-root/EFI/BOOT")).resolve("../..");
    Files.writeString(tree.resolve(".hidden"), "there\n");
    Files.writeString(tree.resolve("media.repo"), "mine\n");
    Files.writeString(tree.resolve("EFI/BOOT/grub.cfg"), "my own menu\n");
    ImageSession session =
        mirror.session().withFiles(files -> files.with(FileKind.ISO_ROOT, tree.normalize()));
    try (IsoImage image = IsoImage.open(build.image(session))) {
      assertEquals("there\n", TinyBuild.text(image, ".hidden"));
      assertEquals("mine\n", TinyBuild.text(image, "media.repo"));
      byte[] efi = image.read(image.efiImage().orElseThrow(), 1 << 25);
      assertArrayEquals(
          "my own menu\n".getBytes(StandardCharsets.UTF_8),
          FatImage.of(efi, "the EFI image").read("EFI/BOOT/grub.cfg"));
    }
  }

  @Test
  @RequiresPeer("unsquashfs")
  void packsTheInstallersOwnFiles() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("installfs/usr/share"));
    Files.writeString(tree.resolve("hello"), "hello\n");
    ImageSession session =
        mirror
            .session()
            .withFiles(files -> files.with(FileKind.INSTALLFS, folder.resolve("installfs")));
    Path product = folder.resolve("product.img");
    try (IsoImage image = IsoImage.open(build.image(session))) {
      Files.write(
          product, image.open(image.find("images/product.img").orElseThrow()).readAllBytes());
    }
    String listing = Peer.run("unsquashfs", "-lln", product.toString()).ok();
    assertTrue(listing.contains("0/0") && listing.contains("usr/share/hello"), listing);
    assertTrue(listing.contains("1970-01-01"), listing);
  }

  @Test
  void stopsWhereTold() {
    RunOutcome outcome =
        build.run(
            mirror.session(),
            new RunRange(Optional.empty(), Optional.of("stage-tree")),
            Progress.SILENT);
    assertEquals(Optional.empty(), outcome.product());
    assertTrue(outcome.output("stage-tree").isPresent());
  }

  @Test
  void aSessionWithoutALockSaysWhatToType() {
    ImageSession session = mirror.session();
    ImageSession stale = session.withPackages(packages -> packages.excluding(List.of("something")));
    Fault fault = assertThrows(Fault.class, () -> build.plan(stale));
    assertEquals(ExitCode.SESSION, fault.exitCode());
    assertEquals("type `lock resolve`", fault.next());
  }
}
