package org.tmpfsroot.workbench.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tmpfsroot.workbench.io.Progress;
import org.tmpfsroot.workbench.io.Size;
import org.tmpfsroot.workbench.machine.Accelerator;
import org.tmpfsroot.workbench.machine.BootFirmware;
import org.tmpfsroot.workbench.machine.CutCampaign;
import org.tmpfsroot.workbench.machine.CutOrder;
import org.tmpfsroot.workbench.machine.CutResult;
import org.tmpfsroot.workbench.machine.DiskBus;
import org.tmpfsroot.workbench.machine.Expectations;
import org.tmpfsroot.workbench.machine.Machine;
import org.tmpfsroot.workbench.machine.Qemu;
import org.tmpfsroot.workbench.testing.InstalledSystem;
import org.tmpfsroot.workbench.testing.RequiresPeer;

/** Power cuts while logs, a volume, the write window and the slots' state are written. */
@Tag("machine")
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
@RequiresPeer({"qemu-system-x86_64", "debootstrap", "debugfs", "mcopy", "mkfs.btrfs", "busybox"})
class PowerCutMachineTest {
  private static final int CUTS = 150;
  private static final String MARK = "stand-in: synced ";
  private static final Duration LIMIT = Duration.ofMinutes(12);
  // the loop's own lines go straight to the serial line, each after what it tells of is on the disk
  private static final String LOAD =
      "for n in $(seq 30); do"
          + " echo $n >>/var/log/stand-in; sync /var/log/stand-in; echo '"
          + MARK
          + "'$n >/dev/ttyS0;"
          + " head -c 100000 /dev/urandom >/opt/load; sync /opt/load;"
          + " persist-edit sh -c \"echo $n >/persist/load\";"
          + " tmpfsroot-slot use b; tmpfsroot-slot use a; done";

  @TempDir Path folder;

  @Test
  void nothingIsLostThatWasSynced() {
    CutOrder order =
        new CutOrder(
            InstalledSystem.BOOKWORM.settled(),
            DiskBus.SCSI,
            Machine.of(BootFirmware.BIOS).withMemory(Size.ofMiB(1024)).withProcessors(1),
            Accelerator.TCG,
            CUTS,
            1,
            CutOrder.Boots.SAMPLE,
            List.of("is up, root is tmpfs"),
            MARK,
            Duration.ZERO,
            LIMIT);
    Qemu qemu = new Qemu(folder);
    List<CutResult> results =
        new CutCampaign(qemu, folder)
            .run(
                order,
                machine -> {
                  machine.type(("1 " + LOAD + "\n").getBytes(StandardCharsets.UTF_8));
                  machine.await(Expectations.of("stand-in 1 ended with"), LIMIT);
                },
                Progress.SILENT);
    assertEquals(CUTS, results.size());
    int boots = 0;
    for (CutResult result : results) {
      assertTrue(result.isWell(), result::toString);
      if (result.boot().isPresent()) {
        boots++;
        List<String> said = result.boot().get().said();
        assertTrue(said.stream().noneMatch(line -> line.contains(" is lost")), result::toString);
        assertTrue(said.stream().noneMatch(line -> line.contains("anew")), result::toString);
        int kept = said.stream().mapToInt(PowerCutMachineTest::number).max().orElse(0);
        assertTrue(kept >= number(result.lastMark()), result::toString);
      }
    }
    assertEquals(12, boots);
  }

  private static int number(String line) {
    Matcher matcher = Pattern.compile(MARK + "(\\d+)").matcher(line);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }
}
