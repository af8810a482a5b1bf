package org.tmpfsroot.workbench.sample;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** The sample's boot programs say their line on the serial port, however the image is started. */
@Tag("machine")
@RequiresPeer("qemu-system-x86_64")
class SampleMachineTest {
  private static final Path FIRMWARE = Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"BIOS, disc", "BIOS, stick", "EFI, disc", "EFI, stick"})
  void saysThatItInstallsNothing(String firmware, String medium) throws IOException {
    Path image = folder.resolve("sample.iso");
    SampleInstaller.write(image, Progress.SILENT);
    // bounded by timeout(1), since the programs halt and the machine never ends by itself
    List<String> command = new ArrayList<>(List.of("timeout", "240", "qemu-system-x86_64"));
    command.addAll(List.of("-accel", "tcg", "-m", "256", "-display", "none", "-nic", "none"));
    command.addAll(List.of("-serial", "stdio", "-monitor", "none"));
    if (firmware.equals("EFI")) {
      command.addAll(List.of("-drive", "if=pflash,format=raw,unit=0,readonly=on,file=" + FIRMWARE));
    }
    if (medium.equals("disc")) {
      command.addAll(List.of("-cdrom", image.toString(), "-boot", "d"));
    } else {
      command.addAll(List.of("-device", "qemu-xhci"));
      command.addAll(List.of("-drive", "if=none,id=stick,format=raw,readonly=on,file=" + image));
      command.addAll(List.of("-device", "usb-storage,drive=stick,bootindex=0"));
    }
    Process machine = new ProcessBuilder(command).redirectErrorStream(true).start();
    StringBuilder seen = new StringBuilder();
    try (BufferedReader serial = machine.inputReader(StandardCharsets.ISO_8859_1)) {
      for (String line = serial.readLine(); line != null; line = serial.readLine()) {
        seen.append(line).append('\n');
        if (line.contains(BootPrograms.MESSAGE)) {
          break;
        }
      }
    } finally {
      machine.destroy();
    }
    assertTrue(seen.toString().contains(BootPrograms.MESSAGE), seen.toString());
  }
}
