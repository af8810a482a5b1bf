package org.tmpfsroot.workbench.iso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.StandInBase;

/** Images made from a foreign base start machines, as disc and as stick, with BIOS and with EFI. */
@Tag("machine")
@RequiresPeer({
  "qemu-system-x86_64",
  "xorriso",
  "grub-mkimage",
  "mcopy",
  "mkfs.vfat",
  "busybox",
  "cpio",
  "apt-get"
})
class BootMachineTest {
  private static final String LABEL = "tmpfsroot-boot_test";
  private static final String TITLE = "Our own menu";
  private static final String ARGUMENTS =
      "inst.stage2=hd:LABEL=" + LABEL + " inst.ks=hd:LABEL=" + LABEL + ":/ks.cfg";
  private static final String KICKSTART = "text\nreboot\n";
  private static final Path FIRMWARE = Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd");

  private enum Medium {
    DISC,
    STICK
  }

  @TempDir Path folder;

  static Stream<Arguments> machines() {
    List<Arguments> all = new ArrayList<>();
    for (StandInBase.Kind kind : StandInBase.Kind.values()) {
      for (Medium medium : Medium.values()) {
        all.add(Arguments.of(kind, "BIOS", medium));
        all.add(Arguments.of(kind, "EFI", medium));
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("machines")
  void startsTheMachine(StandInBase.Kind kind, String firmware, Medium medium) throws IOException {
    boolean efi = firmware.equals("EFI");
    Path iso = remade(kind);
    if (efi && medium == Medium.STICK) {
      removeBootRecord(iso);
    }
    String serial = boot(iso, efi, medium);
    String device = medium == Medium.DISC ? "/dev/sr0" : "/dev/sda";
    assertTrue(serial.contains(TITLE), serial);
    assertTrue(serial.contains("stand-in: device " + device), serial);
    assertTrue(serial.contains(ARGUMENTS), serial);
    String hash = Digest.sha256Of(KICKSTART.getBytes(StandardCharsets.UTF_8)).hex();
    assertTrue(serial.contains("stand-in: " + device + " ks.cfg " + hash), serial);
    if (medium == Medium.STICK) {
      assertTrue(serial.contains("stand-in: /dev/sda1 ks.cfg " + hash), serial);
    }
  }

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

  private Path remade(StandInBase.Kind kind) throws IOException {
    Path iso = folder.resolve("remade.iso");
    Instant when = Instant.parse("2026-01-02T03:04:05Z");
    try (IsoImage base = IsoImage.open(StandInBase.image(kind))) {
      BootParts parts = BootParts.of(base);
      IsoTree tree = IsoTree.of(base);
      parts.replaced().forEach(tree::remove);
      String grub =
          """
          serial --unit=0 --speed=115200
          terminal_input serial console
          terminal_output serial console
          set timeout=1
          search --no-floppy --set=root -l '%s'
          menuentry '%s' {
            linux /images/pxeboot/vmlinuz %s console=ttyS0
            initrd /images/pxeboot/initrd.img
          }
          """
              .formatted(LABEL, TITLE, ARGUMENTS);
      String isolinux =
          """
          serial 0 115200
          default menu.c32
          timeout 10
          menu title %s
          label linux
            kernel /images/pxeboot/vmlinuz
            append initrd=/images/pxeboot/initrd.img %s console=ttyS0
          """
              .formatted(TITLE, ARGUMENTS);
      tree.file("ks.cfg", content(KICKSTART));
      tree.file("EFI/BOOT/grub.cfg", content(grub));
      if (kind == StandInBase.Kind.GRUB_EFI_APPENDED) {
        tree.file("boot/grub2/grub.cfg", content(grub));
      } else {
        tree.file("isolinux/isolinux.cfg", content(isolinux));
      }
      SortedMap<String, byte[]> efi = new TreeMap<>(parts.efiFiles());
      efi.put("EFI/BOOT/grub.cfg", grub.getBytes(StandardCharsets.UTF_8));
      IsoSpec spec =
          IsoSpec.of(LABEL, when, new UUID(1, 2), tree)
              .withBios(parts.bios().orElseThrow())
              .withEfiImage(IsoContent.ofBytes(FatImage.write("EFIBOOT", 7, when, efi)));
      IsoWriter.write(spec, iso, Progress.SILENT);
    }
    return iso;
  }

  /** Firmware that also knows El Torito on disks is left with the GPT only. */
  private static void removeBootRecord(Path iso) throws IOException {
    Path copy = iso.resolveSibling("without.iso");
    Files.copy(iso, copy, StandardCopyOption.REPLACE_EXISTING);
    try (var channel =
        java.nio.channels.FileChannel.open(copy, java.nio.file.StandardOpenOption.WRITE)) {
      channel.write(
          java.nio.ByteBuffer.wrap("XX001".getBytes(StandardCharsets.US_ASCII)), 17 * 2048L + 1);
    }
    Files.move(copy, iso, StandardCopyOption.REPLACE_EXISTING);
  }

  private String boot(Path iso, boolean efi, Medium medium) throws IOException {
    Path serial = folder.resolve("serial");
    List<String> command = new ArrayList<>();
    command.addAll(List.of("qemu-system-x86_64", "-accel", "tcg", "-m", "512", "-no-reboot"));
    command.addAll(List.of("-display", "none", "-nic", "none", "-serial", "file:" + serial));
    if (efi) {
      command.addAll(List.of("-drive", "if=pflash,format=raw,unit=0,readonly=on,file=" + FIRMWARE));
    }
    if (medium == Medium.DISC) {
      command.addAll(List.of("-cdrom", iso.toString(), "-boot", "d"));
    } else {
      command.addAll(
          List.of(
              "-device",
              "qemu-xhci",
              "-drive",
              "if=none,id=stick,format=raw,readonly=on,file=" + iso,
              "-device",
              "usb-storage,drive=stick,bootindex=0"));
    }
    List<String> limited = new ArrayList<>(List.of("timeout", "240"));
    limited.addAll(command);
    Peer.Result result = Peer.runIn(folder, Map.of(), limited);
    String seen = Files.exists(serial) ? text(Files.readAllBytes(serial)) : "";
    assertEquals(0, result.exit(), () -> result.errors() + "\n" + seen);
    return seen;
  }

  private static IsoContent content(String text) {
    return IsoContent.ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
