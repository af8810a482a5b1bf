package org.tmpfsroot.workbench.kickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tmpfsroot.workbench.testing.Peer;
import org.tmpfsroot.workbench.testing.RequiresPeer;

class MenuTest {
  /**
   * Commands of GRUB's script language and of the modules built into Fedora's signed GRUB: boot,
   * configfile, echo, linux, loadenv, minicmd, normal, reboot, search, serial, sleep, terminal,
   * test.
   */
  private static final Set<String> BUILT_IN =
      Set.of(
          "set",
          "if",
          "elif",
          "else",
          "fi",
          "then",
          "function",
          "menuentry",
          "boot",
          "source",
          "echo",
          "linux",
          "initrd",
          "linuxefi",
          "initrdefi",
          "load_env",
          "save_env",
          "reboot",
          "search",
          "serial",
          "sleep",
          "terminal_input",
          "terminal_output",
          "[",
          "}");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "34,x86_64,linuxefi",
    "36,x86_64,linuxefi",
    "37,x86_64,linux",
    "44,x86_64,linux",
    "34,aarch64,linux"
  })
  void theInstallersKernelIsLoadedAsTheReleaseDoes(int release, String arch, String command) {
    InstallerMenu menu = new InstallerMenu(SampleInputs.plain(release, arch).inputs());
    assertTrue(
        menu.efiGrubCfg()
            .contains(
                "\n  "
                    + command
                    + " /images/pxeboot/vmlinuz inst.stage2=hd:LABEL=tmpfsroot-fedora"
                    + " inst.ks=hd:LABEL=tmpfsroot-fedora:/ks.cfg console=tty0"
                    + " console=ttyS0,115200n8\n"),
        menu.efiGrubCfg());
    assertTrue(menu.biosGrubCfg().contains("\n  linux /images/pxeboot/vmlinuz "));
  }

  @Test
  void allFormsCarryTheTitleAndTheLabel() {
    SampleInputs sample = SampleInputs.full(44, "x86_64");
    InstallerMenu menu = new InstallerMenu(sample.inputs());
    assertEquals("Install Fedora 44 from robot_7 (erases the disk)", menu.title());
    for (String text : List.of(menu.efiGrubCfg(), menu.biosGrubCfg(), menu.isolinuxCfg())) {
      assertTrue(text.contains(menu.title()), text);
      assertTrue(text.contains("inst.stage2=hd:LABEL=robot_7 "), text);
      assertTrue(text.contains(" pci=noaer usbcore.autosuspend=-1\n"), text);
      assertFalse(text.contains("tmpfsroot-fedora"), "the volume id is written once: " + text);
    }
  }

  @Test
  void isolinuxAsksOnTheSerialLine() {
    String text = new InstallerMenu(SampleInputs.plain(36, "x86_64").inputs()).isolinuxCfg();
    assertTrue(text.startsWith("serial 0 115200\nmenu title Install Fedora 36 "), text);
    assertTrue(text.contains("\n  kernel /images/pxeboot/vmlinuz\n"), text);
    assertTrue(text.contains("\n  append initrd=/images/pxeboot/initrd.img inst.stage2="), text);
  }

  @ParameterizedTest
  @CsvSource({"34,x86_64", "44,x86_64", "44,aarch64"})
  @RequiresPeer("grub-script-check")
  void grubUnderstandsEveryMenu(int release, String arch) throws IOException {
    for (SampleInputs sample :
        List.of(
            SampleInputs.plain(release, arch),
            SampleInputs.full(release, arch),
            SampleInputs.everywhere("x' ; reboot #\"$(id)`id`"))) {
      InstallerMenu menu = new InstallerMenu(sample.inputs());
      for (String text :
          List.of(menu.efiGrubCfg(), menu.biosGrubCfg(), new SlotMenu(sample.inputs()).grubCfg())) {
        Path file = Files.writeString(folder.resolve("grub.cfg"), text);
        Peer.run("grub-script-check", file.toString()).ok();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"34,x86_64", "44,x86_64"})
  void theSlotMenuUsesOnlyWhatIsBuiltIn(int release, String arch) {
    String text = new SlotMenu(SampleInputs.full(release, arch).inputs()).grubCfg();
    Set<String> used = new TreeSet<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("#")) {
        continue;
      }
      String bare = line.replaceAll("'[^']*'|\"[^\"]*\"", "x");
      for (String command : bare.split(";")) {
        String[] words = command.strip().split("\\s+");
        int first = 0;
        while (first < words.length
            && Set.of("if", "elif", "then", "else").contains(words[first])) {
          used.add(words[first]);
          first++;
        }
        if (first < words.length && !words[first].isEmpty()) {
          used.add(words[first]);
        }
      }
    }
    Pattern own = Pattern.compile("start_[ab]|\\$load_(kernel|initrd)");
    used.removeIf(word -> own.matcher(word).matches());
    used.removeAll(BUILT_IN);
    assertEquals(Set.of(), used);
  }

  @Test
  void eachSlotIsFoundByItsOwnIdentity() {
    String text = new SlotMenu(SampleInputs.plain(44, "x86_64").inputs()).grubCfg();
    assertTrue(
        text.contains(
            "root=UUID=64eb4db5-3385-46a5-a3d5-c48197a53555 ro tmpfsroot.slot=a tmpfsroot.size=2G"
                + " panic=10 rd.timeout=120 rd.shell=0 rd.emergency=reboot selinux=0 "),
        text);
    assertTrue(text.contains("--set=root d2ada949-7fff-4257-91e9-793b25b0df02\n"), text);
    assertFalse(text.contains("/dev/"), text);
  }
}
