package org.tmpfsroot.workbench.sample;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.io.Progress;
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

/** The sample's boot programs say their line on the serial port, however the image is started. */
@Tag("machine")
@RequiresPeer("qemu-system-x86_64")
class SampleMachineTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"BIOS, disc", "BIOS, stick", "UEFI, disc", "UEFI, stick"})
  void saysThatItInstallsNothing(BootFirmware firmware, String medium) {
    Path image = folder.resolve("sample.iso");
    SampleInstaller.write(image, Progress.SILENT);
    Machine machine =
        Machine.of(firmware)
            .withMemory(Size.ofMiB(256))
            .withDrive(medium.equals("disc") ? Drive.disc(image) : Drive.stick(image));
    try (RunningMachine running =
        new Qemu(folder).start(machine, Accelerator.TCG, ConsoleView.NONE)) {
      // the programs halt, and the machine never ends by itself
      Outcome outcome = running.await(Expectations.of(BootPrograms.MESSAGE), Duration.ofMinutes(4));
      assertTrue(outcome.isMet(), outcome::inWords);
    }
  }
}
