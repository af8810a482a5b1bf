package org.tmpfsroot.workbench.shell.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tmpfsroot.workbench.fault.ExitCode;
import org.tmpfsroot.workbench.machine.CutCampaign;
import org.tmpfsroot.workbench.machine.Qemu;
import org.tmpfsroot.workbench.shell.Typed;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;
import org.tmpfsroot.workbench.testing.SpeakingDisk;

/** Disks that were installed to, as commands. The machines take 5 s in all. */
class ImageCommandsTest {
  @TempDir Path folder;

  private Typed typed;

  @BeforeEach
  void openAShell() {
    Qemu qemu = new Qemu(folder.resolve("cache"));
    typed =
        Typed.to(
            new ImageCommands(qemu),
            new IsoBootCommands(qemu),
            new ImageCutCommands(new CutCampaign(qemu, folder.resolve("cuts"))));
  }

  private Path speaking(SpeakingDisk.Then then) throws IOException {
    return SpeakingDisk.write(folder.resolve("disk"), "hello", then);
  }

  @Test
  @Tag("machine")
  @RequiresPeer("qemu-system-x86_64")
  void showsWhatTheMachineSaysUntilItIsExpected() throws IOException {
    Path disk = speaking(SpeakingDisk.Then.HANG);
    byte[] before = Files.readAllBytes(disk);
    String said =
        typed.run("image boot " + disk + " --firmware bios --expect hello --accelerator tcg").ok();
    assertTrue(said.matches("(?s).*hello\n.*the machine said 'hello' after .* s\n"), said);
    assertArrayEquals(before, Files.readAllBytes(disk));
  }

  @Test
  @Tag("machine")
  @RequiresPeer("qemu-system-x86_64")
  void failsWhereTheMachineDoesNotComeUp() throws IOException {
    Typed.Result late =
        typed.run(
            "image boot "
                + speaking(SpeakingDisk.Then.HANG)
                + " --firmware bios --expect login: --timeout 10 --accelerator tcg");
    assertEquals(ExitCode.SESSION, late.exit());
    assertTrue(late.errors().contains("did not say 'login:' within 10"), late.errors());
    assertTrue(late.errors().contains("its last words: hello"), late.errors());
    Typed.Result off =
        typed.run(
            "iso boot "
                + speaking(SpeakingDisk.Then.SWITCH_OFF)
                + " --as usb --firmware bios --expect login: --accelerator tcg");
    assertEquals(ExitCode.SESSION, off.exit());
    assertTrue(off.errors().contains("before 'login:' was seen"), off.errors());
  }

  @Test
  @Tag("machine")
  @RequiresPeer("qemu-system-x86_64")
  void isContentWithAMachineThatSwitchesItselfOff() throws IOException {
    String said =
        typed
            .run(
                "image boot "
                    + speaking(SpeakingDisk.Then.SWITCH_OFF)
                    + " --firmware bios --accelerator tcg")
            .ok();
    assertTrue(said.contains("the machine switched itself off after"), said);
  }

  @Test
  @RequiresPeer({"sfdisk", "mke2fs", "mkfs.vfat", "mcopy", "mkfs.btrfs"})
  void damagesACopyThatReplacesNothing() {
    Path disk = folder.resolve("disk");
    Peer.run("bash", "src/test/resources/image/disk.sh", disk.toString()).ok();
    String line = "image damage " + disk + " --what boot-count";
    String said = typed.run(line).ok();
    assertTrue(said.contains("tries.env"), said);
    assertTrue(Files.exists(folder.resolve("disk.boot-count")));
    Typed.Result again = typed.run(line);
    assertEquals(ExitCode.USAGE, again.exit());
    assertTrue(again.errors().contains("is there already"), again.errors());
  }

  @Test
  void refusesWhatCannotBe() {
    assertEquals(ExitCode.USAGE, typed.run("image cut " + folder + " --times 0 --seed 1").exit());
    assertEquals(ExitCode.USAGE, typed.run("image boot x --timeout 0").exit());
    assertEquals(ExitCode.USAGE, typed.run("image damage x --what nothing").exit());
    assertEquals(
        ExitCode.WORLD,
        typed.run("image damage " + folder.resolve("none") + " --what boot-count").exit());
  }
}
