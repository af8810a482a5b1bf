package org.tmpfsroot.workbench.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.fault.Fault;

class ReleasesTest {

  @Test
  void knowsTheReleasesFrom34To44() {
    assertEquals(IntStream.rangeClosed(34, 44).boxed().toList(), Releases.numbers());
    assertEquals(Releases.numbers(), Releases.all().stream().map(Release::number).toList());
    assertEquals(44, Releases.newest().number());
  }

  @Test
  void indexNamesEveryDataFileAndNoOther() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/release"))) {
      List<Integer> numbers =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .map(name -> Integer.valueOf(name.replace(".json", "")))
              .sorted()
              .toList();
      assertEquals(numbers, Releases.numbers());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "34,x86_64,Fedora-Server-netinst-x86_64-34-1.2.iso,Fedora-Server-34-1.2-x86_64-CHECKSUM",
    "39,aarch64,Fedora-Server-netinst-aarch64-39-1.5.iso,Fedora-Server-39-1.5-aarch64-CHECKSUM",
    "40,x86_64,Fedora-Server-netinst-x86_64-40-1.14.iso,Fedora-Server-iso-40-1.14-x86_64-CHECKSUM",
    "44,x86_64,Fedora-Server-netinst-x86_64-44-1.7.iso,Fedora-Server-iso-44-1.7-x86_64-CHECKSUM"
  })
  void namesTheInstallerImage(int number, String arch, String file, String checksum) {
    BaseImage image = Releases.of(number).baseImage(arch);
    String folder = "releases/" + number + "/Server/" + arch + "/iso/";
    assertEquals(folder + file, image.path());
    assertEquals(folder + checksum, image.checksumPath());
  }

  @Test
  void namesTheRepositories() {
    assertEquals(
        List.of(
            new ReleaseRepository(
                "fedora",
                "releases/44/Everything/aarch64/os/",
                "https://mirrors.fedoraproject.org/metalink?repo=fedora-44&arch=aarch64"),
            new ReleaseRepository(
                "updates",
                "updates/44/Everything/aarch64/",
                "https://mirrors.fedoraproject.org/metalink?repo=updates-released-f44&arch=aarch64")),
        Releases.of(44).repositories("aarch64"));
    assertEquals(
        "https://download.docker.com/linux/fedora/44/x86_64/stable",
        Releases.of(44).offered("x86_64").get(0).baseurl());
  }

  @Test
  void bootsByIsolinuxUpTo36() {
    for (Release release : Releases.all()) {
      BootKind expected = release.number() <= 36 ? BootKind.ISOLINUX : BootKind.GRUB;
      assertEquals(expected, release.bootKind(), release.toString());
    }
  }

  @Test
  void everyReleaseBringsItsOwnKey() {
    for (Release release : Releases.all()) {
      assertFalse(release.keys().isEmpty());
      for (byte[] key : release.keys()) {
        assertTrue(
            new String(key, StandardCharsets.US_ASCII)
                .startsWith("-----BEGIN PGP PUBLIC KEY BLOCK-----"),
            release.toString());
      }
    }
  }

  @Test
  void asksForTheLoadersOfTheFirmware() {
    Release release = Releases.of(44);
    List<String> uefi = release.installerPackages("x86_64", Firmware.UEFI);
    assertTrue(uefi.containsAll(List.of("shim-x64", "grub2-efi-x64", "efibootmgr")));
    assertTrue(uefi.containsAll(List.of("grub2-tools", "grub2-tools-extra", "grubby")));
    assertFalse(uefi.contains("grub2-pc"));
    assertFalse(release.installerPackages("x86_64", Firmware.BIOS).contains("shim-x64"));
    assertTrue(
        release
            .installerPackages("x86_64", Firmware.BOTH)
            .containsAll(List.of("shim-x64", "grub2-pc")));
    assertTrue(
        release
            .installerPackages("aarch64", Firmware.UEFI)
            .containsAll(List.of("grub2-efi-aa64", "grub2-efi-aa64-cdboot")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 33, 45, -1, 4400})
  void refusesAReleaseItDoesNotKnow(int number) {
    Fault fault = assertThrows(Fault.class, () -> Releases.of(number));
    assertEquals(ExitCode.USAGE, fault.exitCode());
    assertTrue(fault.next().contains(number < 34 ? "`release use 34`" : "`release use 44`"));
  }

  @Test
  void refusesAnArchitectureTheReleaseHasNot() {
    Fault fault = assertThrows(Fault.class, () -> Releases.of(44).requireArch("x86-64"));
    assertEquals(ExitCode.USAGE, fault.exitCode());
    assertTrue(fault.next().contains("x86_64"), fault.next());
  }
}
