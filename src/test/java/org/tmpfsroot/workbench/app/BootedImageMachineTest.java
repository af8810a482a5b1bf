package org.tmpfsroot.workbench.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tmpfsroot.workbench.io.Digest;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.machine.Accelerator;
import org.tmpfsroot.workbench.machine.BootFirmware;
import org.tmpfsroot.workbench.machine.ConsoleView;
import org.tmpfsroot.workbench.machine.Drive;
import org.tmpfsroot.workbench.machine.Expectations;
import org.tmpfsroot.workbench.machine.Machine;
import org.tmpfsroot.workbench.machine.Outcome;
import org.tmpfsroot.workbench.machine.Qemu;
import org.tmpfsroot.workbench.machine.RunningMachine;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.StandInBase;

/**
 * Images that the program built start machines, as disc and as stick, with BIOS and with EFI: the
 * system in them finds its medium by the label and reads our kickstart from it.
 */
@Tag("machine")
@Execution(ExecutionMode.CONCURRENT)
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
class BootedImageMachineTest {
  private static final String LABEL = "robot-arm_7";
  private static final String TITLE = "Install Fedora 44 from " + LABEL;

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
    Path image = built(kind);
    String hash =
        Digest.sha256Of(program("-c", "iso cat booted.iso ks.cfg").getBytes(StandardCharsets.UTF_8))
            .hex();
    if (efi && medium == Medium.STICK) {
      removeBootRecord(image);
    }
    String serial = boot(image, efi, medium);
    String device = medium == Medium.DISC ? "/dev/sr0" : "/dev/sda";
    boolean prompted = !efi && kind == StandInBase.Kind.ISOLINUX_EFI_IN_TREE;
    assertTrue(serial.contains(prompted ? "boot: " : TITLE), serial);
    assertTrue(serial.contains("stand-in: device " + device), serial);
    assertTrue(serial.contains("inst.stage2=hd:LABEL=" + LABEL), serial);
    assertTrue(serial.contains("inst.ks=hd:LABEL=" + LABEL + ":/ks.cfg"), serial);
    assertTrue(serial.contains("stand-in: " + device + " ks.cfg " + hash), serial);
    if (medium == Medium.STICK) {
      assertTrue(serial.contains("stand-in: /dev/sda1 ks.cfg " + hash), serial);
    }
  }

  /** Built as a user builds it, on a base that carries another label. */
  private Path built(StandInBase.Kind kind) throws IOException {
    Files.writeString(
        folder.resolve("booted.wb"),
        """
        sample create mirror
        session new booted
        release use 44 --base '%s'
        mirror use mirror --gpgkey mirror/RPM-GPG-KEY-sample
        package add openssh-server
        disk add sda
        setting set volume-id %s
        setting set serial-console ttyS0
        lock resolve
        build run --output booted.iso
        """
            .formatted(StandInBase.image(kind).toAbsolutePath(), LABEL));
    program("booted.wb");
    return folder.resolve("booted.iso");
  }

  private String program(String... words) {
    Ran ran = Ran.program(folder, Map.of(), "", List.of(words));
    assertEquals(0, ran.exit(), ran::errors);
    return ran.output();
  }

  /** Firmware that also knows El Torito on disks is left with the GPT only. */
  private static void removeBootRecord(Path image) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.seek(17 * 2048L + 1);
      file.write("XX001".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private String boot(Path image, boolean efi, Medium medium) {
    Machine machine =
        Machine.of(efi ? BootFirmware.UEFI : BootFirmware.BIOS)
            .withMemory(Size.ofMiB(512))
            .withDrive(medium == Medium.DISC ? Drive.disc(image) : Drive.stick(image));
    try (RunningMachine running =
        new Qemu(folder).start(machine, Accelerator.TCG, ConsoleView.NONE)) {
      Outcome outcome = running.await(Expectations.of(), Duration.ofMinutes(4));
      assertEquals(Outcome.How.OFF, outcome.how(), running::text);
      return running.text();
    }
  }
}
